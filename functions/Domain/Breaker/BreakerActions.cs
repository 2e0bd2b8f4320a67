using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Breaker;

/// <summary>What a level of the breaker does.</summary>
/// <param name="SizeFactor">What the sizes of entries are multiplied with.</param>
/// <param name="StopFactor">What the distances of stops that are set from now on are multiplied with. A stop that is set is
/// never moved away.</param>
/// <param name="Entries">False when entries are refused.</param>
/// <param name="Closes">The engines whose positions are closed.</param>
/// <param name="Halts">True when a person must release it.</param>
public sealed record BreakerActions(
    decimal SizeFactor, decimal StopFactor, bool Entries, IReadOnlyList<PortfolioEngine> Closes, bool Halts)
{
    static readonly BreakerActions normal = new(1m, 1m, true, [], false);
    static readonly BreakerActions caution = new(0.75m, 1.5m, true, [], false);
    static readonly BreakerActions warning = new(0.5m, 1.5m, false, [], false);

    // Directional are the engines that bet on a price for a time. Funding is hedged, and the core is held through falls: both
    // are left to the last level.
    static readonly BreakerActions alert = warning with { Closes = [PortfolioEngine.Trend, PortfolioEngine.Tactical] };

    static readonly BreakerActions emergency = warning with
    {
        Closes = [PortfolioEngine.Trend, PortfolioEngine.Funding, PortfolioEngine.Tactical, PortfolioEngine.Core], Halts = true,
    };

    /// <summary>What a level does: each what the one before it does, and more.</summary>
    public static BreakerActions Of(BreakerLevel level) => level switch
    {
        BreakerLevel.Normal => normal,
        BreakerLevel.Caution => caution,
        BreakerLevel.Warning => warning,
        BreakerLevel.Alert => alert,
        BreakerLevel.Emergency => emergency,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };
}
