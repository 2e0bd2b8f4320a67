using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Indicators;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Trend;

namespace Orchestrations.Benchmarks.Trading;

/// <summary>
/// Nanoseconds a bar of each indicator over a short and a ten times longer history (linear: both are alike), and of the same
/// recursion in decimal, which is why those figures are kept in binary floating point.
/// </summary>
static class IndicatorSpeed
{
    public static void Measure()
    {
        var bars = Bars(100_000);
        foreach (var count in (int[])[10_000, 100_000])
        {
            Print("SMA 200", count, () => { var x = new Sma(200); for (var i = 0; i < count; i++) x.Add(bars[i].Close); return (double)x.Value; });
            Print("EMA 50", count, () => { var x = new Ema(50); for (var i = 0; i < count; i++) x.Add((double)bars[i].Close); return x.Value; });
            Print("ATR 14", count, () => { var x = new Atr(14); for (var i = 0; i < count; i++) x.Add(bars[i]); return x.Value; });
            Print("ADX 14", count, () => { var x = new Adx(14); for (var i = 0; i < count; i++) x.Add(bars[i]); return x.Value; });
        }
        Print("ATR 14 in decimal, for comparison", 100_000, () => (double)DecimalAtr(bars, 14));
        Print("ADX 14 in decimal, for comparison", 100_000, () => (double)DecimalAdx(bars, 14));

        var needed = TrendReading.BarsNeeded(TrendParameters.Standard);
        var history = bars.Take(needed).ToList();
        var evaluation = Clock.Nanoseconds(100, () =>
        {
            for (var symbol = 0; symbol < 100; symbol++)
                _ = TrendEntry.Decide(TrendReading.Of(history, TrendParameters.Standard), TrendParameters.Standard).Enters;
        });
        Line.Print($"trend: reading {needed} bars and deciding, a symbol", evaluation / 1000, "us");
    }

    /// <summary>Bars that wander, the same at every run.</summary>
    public static List<Bar> Bars(int count)
    {
        var pair = Pair.Parse("BTCUSDT");
        var bars = new List<Bar>(count);
        var (state, close) = (1UL, 40_000m);
        for (var i = 0; i < count; i++)
        {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            var move = (decimal)((state >> 33) % 20_000) / 100m - 99.9m;
            var open = close;
            close = Math.Max(1_000m, close + move);
            bars.Add(new Bar(
                pair, DateTimeOffset.UnixEpoch.AddDays(i / 4.0), TimeSpan.FromDays(0.25),
                open, Math.Max(open, close) + 55.5m, Math.Min(open, close) - 44.4m, close, 1_000m + state % 500));
        }
        return bars;
    }

    static void Print(string what, int count, Func<double> run) =>
        Line.Print($"{what}, {count:n0} bars", Clock.Nanoseconds(count, () => _ = run()), "ns/bar");

    static decimal DecimalAtr(List<Bar> bars, int n)
    {
        var value = 0m;
        for (var i = 1; i < bars.Count; i++)
        {
            var range = Math.Max(bars[i].High, bars[i - 1].Close) - Math.Min(bars[i].Low, bars[i - 1].Close);
            value = i <= n ? value + range / n : (value * (n - 1) + range) / n;
        }
        return value;
    }

    static decimal DecimalAdx(List<Bar> bars, int n)
    {
        decimal up = 0m, down = 0m, value = 0m;
        for (var i = 1; i < bars.Count; i++)
        {
            var (rise, fall) = (bars[i].High - bars[i - 1].High, bars[i - 1].Low - bars[i].Low);
            up = up - up / n + (rise > fall && rise > 0m ? rise : 0m);
            down = down - down / n + (fall > rise && fall > 0m ? fall : 0m);
            var sum = up + down;
            value = (value * (n - 1) + (sum > 0m ? 100m * Math.Abs(up - down) / sum : 0m)) / n;
        }
        return value;
    }
}
