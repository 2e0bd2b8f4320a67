using System.Globalization;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>Reads a file of a time and a number per row, and refuses it at the first row that cannot be trusted.</summary>
static class TimedRows
{
    /// <summary>All rows, ascending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line: two columns.</param>
    /// <exception cref="RecordedDataException">ORC-DATA-001 to -004, naming file, line and remedy.</exception>
    public static List<(DateTimeOffset Time, decimal Value)> Read(string path, string header)
    {
        var rows = new List<(DateTimeOffset Time, decimal Value)>();
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (number == 1)
                    CheckHeader(path, line, header);
                else if (line.Length > 0)
                    rows.Add(Parse(path, number, line.TrimEnd(), rows.Count > 0 ? rows[^1].Time : null, header));
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RecordedDataException(
                RecordedDataException.Missing, path, 0,
                $"cannot be read: {cause.Message} Check the path and its rights.", cause);
        }
        return rows.Count > 0
            ? rows
            : throw new RecordedDataException(
                RecordedDataException.BadRow, path, 0, $"holds no rows. It needs the header '{header}' and a row for each time.");
    }

    static void CheckHeader(string path, string line, string header)
    {
        if (line.TrimStart('\uFEFF').TrimEnd() != header)
            throw new RecordedDataException(
                RecordedDataException.BadHeader, path, 1, $"the header must be '{header}'.");
    }

    static (DateTimeOffset, decimal) Parse(string path, int number, string line, DateTimeOffset? before, string header)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var parts = line.Split(',');
        if (parts.Length != 2
            || !DateTimeOffset.TryParseExact(
                parts[0], ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, utc, out var time)
            || !decimal.TryParse(parts[1], plain, CultureInfo.InvariantCulture, out var value))
            throw new RecordedDataException(
                RecordedDataException.BadRow, path, number,
                $"the row is not a time and a plain number as in {header}. Correct it, or take it from the source again.");
        return time > (before ?? DateTimeOffset.MinValue)
            ? (time, value)
            : throw new RecordedDataException(
                RecordedDataException.BadOrder, path, number,
                "the time does not come after the row before. Rows must ascend: sort the file and drop duplicates.");
    }
}
