using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>
/// The fear and greed index from <c>fear-greed/fear_greed.csv</c> (<c>date,fng</c>). A day's value is known from 00:00 UTC of
/// that day; days may be missing.
/// </summary>
public sealed class RecordedFearGreedIndex : IFearGreedIndex
{
    readonly TimeProvider clock;
    readonly List<(DateTimeOffset Time, decimal Value)> rows;

    RecordedFearGreedIndex(TimeProvider clock, List<(DateTimeOffset, decimal)> rows)
    {
        this.clock = clock;
        this.rows = rows;
    }

    /// <summary>The file below a data folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "fear-greed", "fear_greed.csv");

    /// <summary>Reads and checks the file.</summary>
    /// <param name="folder">The folder that holds <c>fear-greed</c>.</param>
    /// <param name="clock">Whose now decides what is published.</param>
    /// <exception cref="RecordedDataException">ORC-DATA-001 to -004: the file is missing or wrong.</exception>
    public static RecordedFearGreedIndex Load(string folder, TimeProvider clock)
    {
        var path = PathIn(folder);
        var rows = TimedRows.Read(path, "date,fng");
        foreach (var (line, row) in rows.Index())
            if (row.Value is < 0m or > 100m || row.Value != decimal.Truncate(row.Value))
                throw new RecordedDataException(
                    RecordedDataException.BadRow, path, line + 2, "the index is not a whole number from 0 to 100.");
        return new RecordedFearGreedIndex(clock, rows);
    }

    /// <inheritdoc />
    public string Description => "recorded days";

    /// <inheritdoc />
    public Task<FearGreed?> GetLatestAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var index = rows.FindLastIndex(row => row.Time <= now);
        var known = index >= 0 && now - rows[index].Time < IFearGreedIndex.MostAge;
        return Task.FromResult(known
            ? new FearGreed(DateOnly.FromDateTime(rows[index].Time.UtcDateTime), (int)rows[index].Value)
            : null);
    }
}
