namespace Orchestrations.Domain.Alerts;

/// <summary>The hours of every day in which only what cannot wait is sent; they may span midnight.</summary>
/// <param name="From">When they begin, in the zone's wall time.</param>
/// <param name="To">When they end; not the same as <paramref name="From"/>.</param>
/// <param name="Zone">The zone.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>When the quiet hours end in which a time lies, UTC; null when it lies in none.</summary>
    /// <remarks>
    /// They are read by the zone's wall time and are one stretch of time in every night. Where a change of the clocks leaves an end
    /// out, it is when the skipped hour would have been; where an hour comes twice, they begin with the first and end with the second.
    /// </remarks>
    public DateTimeOffset? EndAfter(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        for (var day = today.AddDays(-1); day <= today; day = day.AddDays(1))
        {
            var end = At(From < To ? day : day.AddDays(1), To, first: false);
            if (now >= At(day, From, first: true) && now < end)
                return end;
        }
        return null;
    }

    DateTimeOffset At(DateOnly day, TimeOnly clock, bool first)
    {
        var local = day.ToDateTime(clock);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = !Zone.IsAmbiguousTime(local) ? Zone.GetUtcOffset(local)
            : first ? Zone.GetAmbiguousTimeOffsets(local).Max()
            : Zone.GetAmbiguousTimeOffsets(local).Min();
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
