using System.Collections.Concurrent;
using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Performance;

namespace Orchestrations.App.Risk;

/// <summary>
/// How alike two coins have moved over the last 90 days, by their daily closes. Kept for the day it was computed on: it takes
/// two histories, and closes change once a day.
/// </summary>
/// <param name="market">The histories.</param>
/// <param name="time">The day.</param>
public sealed class CoinCorrelations(IMarketData market, TimeProvider time)
{
    const int Bars = 91;

    readonly ConcurrentDictionary<(Pair First, Pair Second), (DateTime Day, decimal? Value)> known = [];

    /// <summary>The correlation, -1 to 1; null when a history is missing or too short. 1 for one coin with itself.</summary>
    public async Task<decimal?> OfAsync(Pair first, Pair second, CancellationToken cancellation)
    {
        if (first == second)
            return 1m;
        var day = time.GetUtcNow().UtcDateTime.Date;
        if (known.TryGetValue((first, second), out var kept) && kept.Day == day)
            return kept.Value;
        try
        {
            var closes = (await market.GetDailyBarsAsync(second, Bars, cancellation)).ToDictionary(b => b.OpenTime, b => b.Close);
            var both = (await market.GetDailyBarsAsync(first, Bars, cancellation)).Where(b => closes.ContainsKey(b.OpenTime)).ToList();
            var value = Correlation.Of([.. both.Select(b => b.Close)], [.. both.Select(b => closes[b.OpenTime])]);
            known[(first, second)] = (day, value);
            return value;
        }
        catch (MarketDataUnavailableException)
        {
            return null;
        }
    }
}
