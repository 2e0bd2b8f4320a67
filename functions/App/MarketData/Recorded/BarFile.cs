using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>Reads a file of bars, and refuses it at the first row that cannot be trusted.</summary>
static class BarFile
{
    const string Header = "time,open,high,low,close,volume";
    const int Columns = 6;

    /// <summary>All bars, ascending, on the grid of <paramref name="span"/>; a gap is refused unless it is allowed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pair">What it prices.</param>
    /// <param name="span">The length of a bar: an hour or a day.</param>
    /// <param name="allowsGap">Whether the bars from one time up to another may be missing.</param>
    /// <exception cref="RecordedDataException">ORC-DATA-001 to -006, naming file, line and remedy.</exception>
    public static Bar[] Read(string path, Pair pair, TimeSpan span, Func<DateTimeOffset, DateTimeOffset, bool> allowsGap)
    {
        var bars = new List<Bar>();
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (number == 1)
                    CheckHeader(path, line);
                else if (line.Length > 0)
                    Add(path, number, Parse(path, number, line, pair, span), bars, allowsGap);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RecordedDataException(
                RecordedDataException.Missing, path, 0,
                $"cannot be read: {cause.Message} Check the path and its rights.", cause);
        }
        if (bars.Count == 0)
            throw new RecordedDataException(
                RecordedDataException.BadRow, path, 0, $"holds no bars. It needs the header '{Header}' and a row for each bar.");
        return [.. bars];
    }

    static void CheckHeader(string path, string line)
    {
        if (line.TrimStart('\uFEFF').TrimEnd() != Header)
            throw new RecordedDataException(
                RecordedDataException.BadHeader, path, 1, $"the header is '{Shorten(line)}'; it must be '{Header}'.");
    }

    static Bar Parse(string path, int number, string line, Pair pair, TimeSpan span)
    {
        Span<Range> parts = stackalloc Range[Columns + 1];
        var text = line.AsSpan().TrimEnd();
        if (text.Split(parts, ',') != Columns)
            throw Row($"'{Shorten(line)}' does not have the {Columns} columns {Header}");
        var time = Time(text[parts[0]]);
        Span<decimal> values = stackalloc decimal[Columns - 1];
        for (var i = 0; i < values.Length; i++)
            if (!decimal.TryParse(
                text[parts[i + 1]], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out values[i]))
                throw Row($"the {Header.Split(',')[i + 1]} '{Shorten(text[parts[i + 1]].ToString())}' is not a plain number");
        var bar = new Bar(pair, time, span, values[0], values[1], values[2], values[3], values[4]);
        if (bar.Low <= 0m || bar.Low > Math.Min(bar.Open, bar.Close) || bar.High < Math.Max(bar.Open, bar.Close))
            throw new RecordedDataException(
                RecordedDataException.BadPrices, path, number,
                $"'{Shorten(line)}' contradicts itself: all prices must be above zero, with low the least and high the most. "
                + "Take the row from the source again.");
        return bar;

        DateTimeOffset Time(ReadOnlySpan<char> field)
        {
            const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTimeOffset.TryParseExact(
                field, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, utc, out var result))
                throw Row($"the time '{Shorten(field.ToString())}' is neither a date nor a time such as 2024-01-31T13:00:00Z");
            return result.Ticks % span.Ticks == 0
                ? result
                : throw Row($"the time {Stamp(result)} is not the start of a bar of {span}");
        }

        RecordedDataException Row(string problem) =>
            new(RecordedDataException.BadRow, path, number, problem + ". Correct the row, or take it from the source again.");
    }

    static void Add(
        string path, int number, Bar bar, List<Bar> bars, Func<DateTimeOffset, DateTimeOffset, bool> allowsGap)
    {
        if (bars.Count > 0 && bars[^1] is var last && bar.OpenTime <= last.OpenTime)
            throw new RecordedDataException(
                RecordedDataException.BadOrder, path, number,
                $"{Stamp(bar.OpenTime)} {(bar.OpenTime == last.OpenTime ? "repeats" : "comes after")} {Stamp(last.OpenTime)} of "
                + "the row before. Rows must ascend and name each time once: sort the file and drop duplicates.");
        if (bars.Count > 0 && bar.OpenTime > bars[^1].CloseTime && !allowsGap(bars[^1].CloseTime, bar.OpenTime))
            throw new RecordedDataException(
                RecordedDataException.Gap, path, number,
                $"the bars from {Stamp(bars[^1].CloseTime)} to before {Stamp(bar.OpenTime)} are missing. Fill the gap from the "
                + "source, choose a range beside it, or allow gaps.");
        bars.Add(bar);
    }

    static string Stamp(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
