using System.Globalization;
using System.Text;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests.Storms;

/// <summary>
/// A made-up market as files: a history long enough for every indicator, then some days by the hour, with funding and mood. Drawn
/// from a fixed seed, so it is the same for every run.
/// </summary>
sealed class StormMarket : IDisposable
{
    /// <summary>Days before the window.</summary>
    public const int History = 150;

    /// <summary>The first day of the window.</summary>
    public static readonly DateOnly First = new(2022, 9, 1);

    readonly BarFolder folder = new();

    /// <param name="days">Days of the window.</param>
    /// <param name="history">By how much a day of the history moves the price, by its number from 0.</param>
    /// <param name="hour">By how much an hour of the window moves the price, by its number from 0.</param>
    /// <param name="rate">What a settlement of the window pays, by its number from 0.</param>
    /// <param name="mood">Fear and greed of all days.</param>
    /// <param name="missing">Hours of the window without a bar.</param>
    public StormMarket(
        int days, Func<int, double> history, Func<int, double> hour, Func<int, decimal> rate, int mood, params int[] missing)
    {
        Write("fear-greed/fear_greed.csv", "date,fng", Enumerable.Range(0, days + 2).Select(day =>
            FormattableString.Invariant($"{First.AddDays(day - 1):yyyy-MM-dd},{mood}")));
        foreach (var (symbol, begin, seed) in new[] { ("BTCUSDT", 20_000.0, 11), ("ETHUSDT", 1_500.0, 12) })
        {
            Bars(symbol, begin, new Random(seed), days, history, hour, missing);
            Write($"funding-8h/bybit_{symbol}_funding.csv", "time,funding_rate", Enumerable.Range(-30, days * 3 + 30).Select(n =>
                FormattableString.Invariant($"{First.ToDateTime(default).AddHours(8 * n):yyyy-MM-dd'T'HH:mm:ss'Z'},{rate(n)}")));
        }
    }

    /// <summary>The folder to give as data.</summary>
    public string Path => folder.Path;

    public void Dispose() => folder.Dispose();

    void Bars(
        string symbol, double price, Random random, int days, Func<int, double> history, Func<int, double> hour, int[] missing)
    {
        var (daily, hourly) = (new List<string>(), new List<string>());
        for (var day = 0; day < History; day++)
        {
            var open = price;
            price *= 1 + history(day) + Noise(random, 0.006);
            daily.Add(Bar(First.AddDays(day - History).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), open, price, 0.004, 1_000));
        }
        for (var day = 0; day < days; day++)
        {
            var (open, high, low) = (price, price, price);
            for (var h = 0; h < 24; h++)
            {
                var number = day * 24 + h;
                var from = price;
                price *= 1 + hour(number) + Noise(random, 0.0015);
                if (!missing.Contains(number))
                    hourly.Add(Bar(
                        First.ToDateTime(default).AddHours(number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        from, price, 0.001, 60));
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }
            // Every other day many trade: an entry of the trend strategy needs that.
            daily.Add(Bar(
                First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), open, price, 0.001, day % 2 == 0 ? 2_000 : 900,
                high, low));
        }
        Write($"spot-daily/{symbol}_1d.csv", "time,open,high,low,close,volume", daily);
        Write($"spot-hourly/{symbol}_1h.csv", "time,open,high,low,close,volume", hourly);
    }

    static double Noise(Random random, double size) => (random.NextDouble() * 2 - 1) * size;

    static string Bar(string time, double open, double close, double wick, double volume, double? high = null, double? low = null)
    {
        var top = Math.Max(high ?? 0, Math.Max(open, close)) * (1 + wick);
        var bottom = Math.Min(low ?? double.MaxValue, Math.Min(open, close)) * (1 - wick);
        return FormattableString.Invariant($"{time},{open:0.00},{top:0.00},{bottom:0.00},{close:0.00},{volume:0}");
    }

    void Write(string file, string header, IEnumerable<string> rows)
    {
        var path = System.IO.Path.Combine(folder.Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new StringBuilder(header).Append('\n').AppendJoin('\n', rows).Append('\n').ToString());
    }
}
