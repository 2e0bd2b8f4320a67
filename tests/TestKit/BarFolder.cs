using System.Globalization;
using System.Text;

namespace Orchestrations.TestKit;

/// <summary>A folder of recorded prices that a test writes; gone when disposed.</summary>
public sealed class BarFolder : IDisposable
{
    /// <summary>The folder to give as <c>--data</c>.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("orchestrations-bars-").FullName;

    /// <summary>Where the daily bars of a symbol are.</summary>
    public string Daily(string symbol) => System.IO.Path.Combine(Path, "spot-daily", symbol + "_1d.csv");

    /// <summary>Where the hourly bars of a symbol are.</summary>
    public string Hourly(string symbol) => System.IO.Path.Combine(Path, "spot-hourly", symbol + "_1h.csv");

    /// <summary>Writes a bar for each close, day after day; a bar opens at the close before it.</summary>
    public void WriteDaily(string symbol, DateOnly first, params IReadOnlyList<decimal> closes) =>
        Write(Daily(symbol), closes, day => first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _ => false);

    /// <summary>Writes a bar for each close, hour after hour, and leaves out those that an outage swallowed.</summary>
    public void WriteHourly(string symbol, DateOnly first, IReadOnlyList<decimal> closes, params int[] missing)
    {
        var start = first.ToDateTime(TimeOnly.MinValue);
        Write(
            Hourly(symbol),
            closes,
            hour => start.AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            missing.Contains);
    }

    /// <summary>Closes that wander a little around a price: different every day, the same for every run.</summary>
    public static decimal[] Closes(decimal around, int days) =>
        [.. Enumerable.Range(0, days).Select(day => decimal.Round(around * (1m + (day * 37 % 101 - 50) / 500m) + day / 7m, 2))];

    static void Write(string file, IReadOnlyList<decimal> closes, Func<int, string> timeOf, Predicate<int> isMissing)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        var text = new StringBuilder("time,open,high,low,close,volume\n");
        var open = closes[0];
        for (var bar = 0; bar < closes.Count; open = closes[bar++])
            if (!isMissing(bar))
                text.Append(CultureInfo.InvariantCulture, $"{timeOf(bar)},{open},")
                    .Append(CultureInfo.InvariantCulture, $"{Math.Max(open, closes[bar])},{Math.Min(open, closes[bar])},")
                    .Append(CultureInfo.InvariantCulture, $"{closes[bar]},1000\n");
        File.WriteAllText(file, text.ToString());
    }

    /// <summary>Deletes it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
