using NCrontab;

namespace Orchestrations.Engine.Timers;

/// <summary>
/// NCRONTAB in a time zone. Where the zone's clocks are put forward, an occurrence in the hour that does not exist happens
/// once, at the shift. Where they are put back, an occurrence in the hour that exists twice happens once, the first time;
/// except for schedules that name no hour (hour field *), which tick on through both, for they mean elapsed time.
/// </summary>
sealed class CronSchedule : TimerSchedule
{
    /// <summary>An expression without an occurrence in so many years never has one: 29 February comes within eight.</summary>
    const int YearsToSearch = 30;

    readonly CrontabSchedule cron;
    readonly TimeZoneInfo zone;
    readonly bool namesNoHour;
    readonly string text;

    CronSchedule(CrontabSchedule cron, TimeZoneInfo zone, bool namesNoHour, string text)
    {
        this.cron = cron;
        this.zone = zone;
        this.namesNoHour = namesNoHour;
        this.text = text;
    }

    public static CronSchedule Parse(string[] fields, string function, TimeZoneInfo zone)
    {
        var text = string.Join(' ', fields);
        try
        {
            var cron = CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 });
            var schedule = new CronSchedule(cron, zone, fields[^4] == "*", text);
            var start = new DateTime(2000, 1, 1);
            return cron.GetNextOccurrence(start, start.AddYears(YearsToSearch)) < start.AddYears(YearsToSearch)
                ? schedule
                : throw Bad(text, function, "it never occurs, for no such day exists.");
        }
        catch (CrontabException failure)
        {
            throw Bad(text, function, $"{failure.Message.TrimEnd('.')}.", failure);
        }
    }

    public override DateTime NextAfter(DateTime utc)
        => zone.HasSameRules(TimeZoneInfo.Utc)
            ? DateTime.SpecifyKind(NextWall(utc), DateTimeKind.Utc)
            : namesNoHour ? NextByElapsedTime(utc) : NextByWallClock(utc);

    public override string ToString() => text;

    // What the wall clock shows may come twice or never: go on until the instant meant is one that still lies ahead.
    DateTime NextByWallClock(DateTime utc)
    {
        var wall = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        while (true)
        {
            wall = NextWall(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified));
            var instant = zone.IsInvalidTime(wall) ? ShiftAround(wall)
                : zone.IsAmbiguousTime(wall) ? wall - zone.GetAmbiguousTimeOffsets(wall).Max()
                : wall - zone.GetUtcOffset(wall);
            instant = DateTime.SpecifyKind(instant, DateTimeKind.Utc);
            if (instant > utc)
                return instant;
        }
    }

    // With one offset the wall clock runs as time does; where it changes on the way, go on from the shift with the new one.
    DateTime NextByElapsedTime(DateTime utc)
    {
        var after = utc;
        while (true)
        {
            var offset = zone.GetUtcOffset(after);
            var next = DateTime.SpecifyKind(NextWall(after + offset) - offset, DateTimeKind.Utc);
            if (zone.GetUtcOffset(next) == offset)
                return next;
            var shift = ShiftBetween(after, next);
            var newOffset = zone.GetUtcOffset(shift);
            after = shift.AddTicks(-1);
            next = DateTime.SpecifyKind(NextWall(after + newOffset) - newOffset, DateTimeKind.Utc);
            if (zone.GetUtcOffset(next) == newOffset && next > utc)
                return next;
            after = shift;
        }
    }

    DateTime NextWall(DateTime wall) => cron.GetNextOccurrence(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified));

    DateTime ShiftAround(DateTime wall)
    {
        var near = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        return ShiftBetween(near.AddDays(-1), near.AddDays(1));
    }

    /// <summary>The first instant with the later offset. The two instants must lie around exactly one shift.</summary>
    DateTime ShiftBetween(DateTime before, DateTime after)
    {
        var offset = zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + (after - before) / 2;
            if (zone.GetUtcOffset(middle) == offset)
                before = middle;
            else
                after = middle;
        }
        return after;
    }
}
