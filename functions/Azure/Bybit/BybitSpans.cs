namespace Orchestrations.OnAzure.Bybit;

/// <summary>Bybit's lists take at most seven days at a time.</summary>
static class BybitSpans
{
    static readonly TimeSpan longest = TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1);

    /// <summary>A span in pieces, oldest first, both ends of each included and none twice.</summary>
    public static IEnumerable<(DateTime From, DateTime To)> Of(DateTimeOffset from, DateTimeOffset to)
    {
        while (from <= to)
        {
            var end = to - from > longest ? from + longest : to;
            yield return (from.UtcDateTime, end.UtcDateTime);
            from = end + TimeSpan.FromMilliseconds(1);
        }
    }
}
