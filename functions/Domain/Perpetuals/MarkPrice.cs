using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>The mark price where no contract traded: Bybit's "price 1", which is index and funding alone.</summary>
/// <remarks>
/// Source: https://www.bybit.com/en/help-center/article/Mark-Price-Calculation-Perpetual-Contracts: index × (1 + last funding
/// rate × time until the next settlement / interval). It falls to the index at each settlement.
/// </remarks>
public static class MarkPrice
{
    /// <summary>The mark price.</summary>
    /// <param name="index">The spot price.</param>
    /// <param name="fundingRate">The last settled rate, as a share.</param>
    /// <param name="untilNext">Time until the next settlement; zero to <paramref name="interval"/>.</param>
    /// <param name="interval">Time between settlements; above zero.</param>
    public static Price Of(Price index, decimal fundingRate, TimeSpan untilNext, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        var left = Math.Clamp((decimal)untilNext.Ticks / interval.Ticks, 0m, 1m);
        return index.Move(fundingRate * left);
    }
}
