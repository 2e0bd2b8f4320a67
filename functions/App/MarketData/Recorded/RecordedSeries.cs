using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>
/// The bars of one pair by the time they became known. Invariant: nothing here answers with a bar that closes after "now".
/// </summary>
sealed class RecordedSeries
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly Bar[] daily;
    readonly Bar[] known;
    readonly Bar[] finest;
    readonly long[] finestCloses;
    readonly long[] dailyCloses;
    readonly long[] knownCloses;
    readonly long hourlyFrom = long.MaxValue;
    readonly long hourlyTo = long.MinValue;

    public RecordedSeries(Bar[] daily, Bar[] hourly)
    {
        this.daily = daily;
        // Where a day and its last hour close together, the hour wins: it comes later in a stable order.
        known = [.. daily.Concat(hourly).OrderBy(bar => bar.CloseTime.UtcTicks)];
        var hoursOf = hourly.CountBy(bar => bar.OpenTime.UtcDateTime.Date).ToDictionary();
        finest = [.. known.Where(bar => bar.Span < Day || hoursOf.GetValueOrDefault(bar.OpenTime.UtcDateTime.Date) < 24)];
        finestCloses = [.. finest.Select(bar => bar.CloseTime.UtcTicks)];
        dailyCloses = [.. daily.Select(bar => bar.CloseTime.UtcTicks)];
        knownCloses = [.. known.Select(bar => bar.CloseTime.UtcTicks)];
        if (hourly.Length > 0)
            (hourlyFrom, hourlyTo) = (hourly[0].CloseTime.UtcTicks, (hourly[^1].CloseTime + Hour).UtcTicks);
    }

    public DateTimeOffset FirstClose => known[0].CloseTime;

    public DateTimeOffset LastClose => known[^1].CloseTime;

    /// <summary>The bar that closed last, or null before the first; and whether none newer could be known by now.</summary>
    public (Bar? Bar, bool IsNewest) LastClosed(DateTimeOffset now)
    {
        var ticks = now.UtcTicks;
        var index = LastAtOrBefore(knownCloses, ticks);
        if (index < 0)
            return (null, false);
        var grid = ticks >= hourlyFrom && ticks < hourlyTo ? Hour : Day;
        return (known[index], knownCloses[index] >= ticks - ticks % grid.Ticks);
    }

    /// <summary>The last closed daily bars, oldest first.</summary>
    public IReadOnlyList<Bar> LastDaily(DateTimeOffset now, int count)
    {
        var end = LastAtOrBefore(dailyCloses, now.UtcTicks) + 1;
        var start = Math.Max(0, end - count);
        return new ArraySegment<Bar>(daily, start, end - start);
    }

    /// <summary>The bars that closed after one time and up to another, as fine as they are whole.</summary>
    public IReadOnlyList<Bar> Finest(DateTimeOffset after, DateTimeOffset now)
    {
        var end = LastAtOrBefore(finestCloses, now.UtcTicks) + 1;
        var start = Math.Min(LastAtOrBefore(finestCloses, after.UtcTicks) + 1, end);
        return new ArraySegment<Bar>(finest, start, end - start);
    }

    // The last index whose value is not above the limit; -1 when there is none. Of equal values, the last.
    static int LastAtOrBefore(long[] values, long limit)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] <= limit)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }
}
