using System.Globalization;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Timers;

/// <summary>When a timer is due. All times are UTC.</summary>
abstract class TimerSchedule
{
    /// <summary>The first occurrence strictly after the given instant.</summary>
    public abstract DateTime NextAfter(DateTime utc);

    /// <summary>Reads NCRONTAB of five or six fields, or an interval of the form hh:mm:ss.</summary>
    /// <exception cref="HostException">ORC-HOST-005: the text is neither.</exception>
    public static TimerSchedule Parse(string text, string function, TimeZoneInfo zone)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            5 or 6 => CronSchedule.Parse(fields, function, zone),
            1 when text.Contains(':', StringComparison.Ordinal) => Interval(text, function),
            _ => throw Bad(text, function, "it has neither five or six fields nor the form hh:mm:ss."),
        };
    }

    public static HostException Bad(string text, string function, string why, Exception? cause = null)
        => new(
            HostErrors.BadSchedule,
            $"The schedule '{text}' of function {function} cannot be used: {why} "
            + "Write '{second} {minute} {hour} {day} {month} {day-of-week}' or an interval such as 00:05:00.",
            cause);

    static IntervalSchedule Interval(string text, string function)
    {
        // .NET reads 24:00:00 as 24 days, which nobody means.
        var first = text.AsSpan(0, text.IndexOf(':'));
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours > 23)
            throw Bad(text, function, "hours end at 23; write 1.00:00:00 for a day.");
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
            throw Bad(text, function, "it is no interval.");
        return interval >= TimeSpan.FromSeconds(1)
            ? new IntervalSchedule(interval)
            : throw Bad(text, function, "an interval is at least one second.");
    }
}
