using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>How the paper exchange behaves. The defaults are those of a liquid pair on Bybit spot.</summary>
public sealed record PaperExchangeOptions
{
    /// <summary>The pairs it trades and their rules.</summary>
    public IReadOnlyList<SpotInstrument> Instruments { get; init; } = PaperInstruments.Default;

    /// <summary>What an account holds that has never been used before; 10,000 USDT unless set.</summary>
    public IReadOnlyList<Money> StartBalances { get; init; } = [new Money(10_000m, Asset.Usdt)];

    /// <summary>
    /// The least half-spread, in basis points of the mid price; zero or more. A quote that is wider is used as it is.
    /// </summary>
    public decimal HalfSpreadBasisPoints { get; init; } = 1m;

    /// <summary>
    /// How far the price moves against an order per million of quote notional, in basis points; zero or more. Linear: the
    /// n-th quote unit of an order costs <c>best × (1 + impact × n)</c>, so that an order of notional N pays
    /// <c>best × (1 + impact × N / 2)</c> on average. Zero means a book without end.
    /// </summary>
    public decimal ImpactBasisPointsPerMillion { get; init; } = 50m;

    /// <summary>
    /// How far from the best price a market order may fill, as a share: Bybit turns market orders into immediate-or-cancel
    /// limit orders at this distance. What the book does not hold within it is cancelled. Above zero, below one.
    /// With <see cref="ImpactBasisPointsPerMillion"/> it sets the depth of the book: threshold / impact.
    /// </summary>
    public decimal SlippageThreshold { get; init; } = 0.01m;

    /// <summary>An order gets one fill for each started multiple of this notional, in quote units; above zero.</summary>
    public decimal NotionalPerFill { get; init; } = 5_000m;

    /// <summary>The most fills of one order; 1 or more.</summary>
    public int MaxFills { get; init; } = 5;

    /// <summary>How long a new order does not show in queries; zero unless set.</summary>
    public TimeSpan VisibilityDelay { get; init; } = TimeSpan.Zero;

    /// <summary>The faults to inject; none unless set.</summary>
    public PaperFaults Faults { get; init; } = PaperFaults.None;

    /// <summary>The contracts it trades and their rules.</summary>
    public IReadOnlyList<PerpetualInstrument> Perpetuals { get; init; } = PaperInstruments.Perpetuals;

    /// <summary>The leverage positions are opened with, 1 to the contract's most: it says how much margin they bind.</summary>
    public decimal Leverage { get; init; } = 10m;

    /// <summary>How much worse than its trigger a stop fills at best, in basis points; zero or more.</summary>
    public decimal StopSlippageBasisPoints { get; init; } = 5m;

    /// <summary>How long an order without a fill stays in the queries after its end, as at Bybit: a day.</summary>
    public TimeSpan UnfilledOrdersShownFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The rate limits; none unless set.</summary>
    public PaperRateLimits RateLimits { get; init; } = PaperRateLimits.None;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(HalfSpreadBasisPoints);
        ArgumentOutOfRangeException.ThrowIfNegative(ImpactBasisPointsPerMillion);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SlippageThreshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(SlippageThreshold, 1m);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NotionalPerFill);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFills, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(VisibilityDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Leverage, 1m);
        ArgumentOutOfRangeException.ThrowIfNegative(StopSlippageBasisPoints);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(UnfilledOrdersShownFor, TimeSpan.Zero);
        Faults.Check();
    }
}
