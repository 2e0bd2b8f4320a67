using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Funding;

/// <summary>What the funding cycle sees of one contract at one moment.</summary>
/// <param name="Pair">The pair of both legs.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Rate">The rate expected at the next settlement, as a share for one interval; a short receives it when
/// positive.</param>
/// <param name="Interval">The contract's own time between settlements, as the exchange states it now. It differs from contract
/// to contract and changes; it is never assumed.</param>
/// <param name="Settled">The last settled rates, newest last.</param>
/// <param name="Spot">The price of the spot leg.</param>
/// <param name="Perpetual">The price of the contract.</param>
public sealed record FundingReading(
    Pair Pair, DateTimeOffset Time, decimal Rate, TimeSpan Interval, IReadOnlyList<decimal> Settled, Price Spot, Price Perpetual)
{
    const int DaysPerYear = 365;

    /// <summary>The expected rate by the year, not compounded: <c>rate x 365 days / interval</c>.</summary>
    /// <exception cref="DomainException">ORC-FUNDING-002: the interval is not above zero.</exception>
    public decimal AnnualRate => Interval > TimeSpan.Zero
        ? Rate * TimeSpan.FromDays(DaysPerYear).Ticks / Interval.Ticks
        : throw new DomainException("ORC-FUNDING-002", $"{Pair} states a funding interval of {Interval:c}; it must be above zero.");

    /// <summary>How far the contract is above the spot price, as a share of it; negative below.</summary>
    public decimal Basis => Perpetual.Pair == Spot.Pair
        ? Perpetual.Value / Spot.Value - 1m
        : throw new DomainException("ORC-MONEY-003", $"Prices of {Perpetual.Pair} and {Spot.Pair} were compared.");
}
