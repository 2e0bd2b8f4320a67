using System.Collections.Concurrent;
using Orchestrations.App.MarketData;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.Prices;

/// <summary>
/// Closed bars for people who look at them: what was read is kept for a minute, so that many who look ask the exchange once.
/// </summary>
/// <param name="spot">Daily bars.</param>
/// <param name="contracts">Hourly bars of the mark price.</param>
/// <param name="time">Says which bars there are, and how long they are kept.</param>
public sealed class PriceSeries(IMarketData spot, IPerpetualMarket contracts, TimeProvider time)
{
    const int MostKept = 32;

    static readonly TimeSpan keptFor = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<(string Symbol, bool IsContract, DateOnly From), (DateTimeOffset Read, IReadOnlyList<Bar> Bars)> kept = new();

    /// <summary>Where prices come from, for people.</summary>
    public string Source => spot.Description;

    /// <summary>The bars of a span, the oldest first.</summary>
    /// <exception cref="MarketDataUnavailableException">There are none now.</exception>
    internal async Task<IReadOnlyList<Bar>> ReadAsync(PriceSpan span, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = (span.Pair.Symbol, span.IsContract, span.From);
        if (!kept.TryGetValue(key, out var found) || now - found.Read >= keptFor || now < found.Read)
        {
            found = (now, await AskAsync(span, now, cancellation));
            if (kept.Count >= MostKept)
                kept.Clear();
            kept[key] = found;
        }
        return [.. found.Bars.Where(bar => span.Has(bar.OpenTime))];
    }

    async Task<IReadOnlyList<Bar>> AskAsync(PriceSpan span, DateTimeOffset now, CancellationToken cancellation)
    {
        var begin = new DateTimeOffset(span.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (span.IsContract)
            return await contracts.GetMarkBarsAsync(span.Pair, begin, cancellation);
        // Today's bar has not closed: a span that begins today has none.
        var days = DateOnly.FromDateTime(now.UtcDateTime).DayNumber - span.From.DayNumber;
        return days <= 0 ? [] : await spot.GetDailyBarsAsync(span.Pair, days, cancellation);
    }
}
