namespace Orchestrations.Domain.Alerts;

/// <summary>The hours of every day in which only what cannot wait is sent; they may span midnight.</summary>
/// <param name="From">When they begin, in the zone's wall time.</param>
/// <param name="To">When they end; not the same as <paramref name="From"/>.</param>
/// <param name="Zone">The zone.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>When the quiet hours end in which a time lies, UTC; null when it lies in none.</summary>
    /// <remarks>
    /// The end is found by the zone's wall time. Where a change of the clocks leaves the end out, they end when the skipped hour
    /// would have.
    /// </remarks>
    public DateTimeOffset? EndAfter(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        var clock = TimeOnly.FromDateTime(local);
        var within = From < To ? clock >= From && clock < To : clock >= From || clock < To;
        if (!within)
            return null;
        var day = DateOnly.FromDateTime(local);
        var end = (clock < To ? day : day.AddDays(1)).ToDateTime(To);
        while (Zone.IsInvalidTime(end))
            end = end.AddMinutes(15);
        return new DateTimeOffset(end, Zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
