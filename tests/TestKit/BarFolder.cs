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

    /// <summary>Writes a bar for each close, day after day; a bar opens at the close before it.</summary>
    public void WriteDaily(string symbol, DateOnly first, params IReadOnlyList<decimal> closes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Daily(symbol))!);
        var text = new StringBuilder("time,open,high,low,close,volume\n");
        var open = closes[0];
        for (var day = 0; day < closes.Count; day++)
        {
            var close = closes[day];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{first.AddDays(day):yyyy-MM-dd},{open},{Math.Max(open, close)},{Math.Min(open, close)},{close},1000\n");
            open = close;
        }
        File.WriteAllText(Daily(symbol), text.ToString());
    }

    /// <summary>Closes that wander a little around a price: different every day, the same for every run.</summary>
    public static decimal[] Closes(decimal around, int days) =>
        [.. Enumerable.Range(0, days).Select(day => decimal.Round(around * (1m + (day * 37 % 101 - 50) / 500m) + day / 7m, 2))];

    /// <summary>Deletes it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
