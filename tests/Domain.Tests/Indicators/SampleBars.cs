using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Tests.Indicators;

/// <summary>Bars that look like a market, the same for a seed everywhere: a walk with gaps, flat days and trends.</summary>
static class SampleBars
{
    public static IReadOnlyList<Bar> Walk(int count, ulong seed = 7)
    {
        var bars = new List<Bar>(count);
        var close = 40_000m;
        for (var i = 0; i < count; i++)
        {
            var open = close + Draw(ref seed, 400) - 200m;
            close = Math.Max(1_000m, open + Draw(ref seed, 2_000) - 980m);
            var high = Math.Max(open, close) + Draw(ref seed, 500);
            var low = Math.Min(open, close) - Draw(ref seed, 500);
            // Every eleventh day nothing trades, so that ranges and movements of zero occur.
            bars.Add(i % 11 == 10
                ? Of(i, bars[^1].Close, bars[^1].Close, bars[^1].Close, 0m)
                : Of(i, high, low, close, 1_000m + Draw(ref seed, 900)));
            close = bars[^1].Close;
        }
        return bars;
    }

    public static Bar Of(int day, decimal high, decimal low, decimal close, decimal volume = 1_000m) => new(
        Samples.Btc, Samples.Start.AddDays(day), TimeSpan.FromDays(1), close, high, low, close, volume);

    // Knuth's MMIX generator; whole cents.
    static decimal Draw(ref ulong state, int below)
    {
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        return (state >> 33) % (ulong)(below * 100) / 100m;
    }
}
