using NCrontab;

namespace Orchestrations.App.Operations;

/// <summary>When a timer comes next, from its schedule alone. The host's own answer (GET api/timers) counts where it has one.</summary>
static class OperationSchedule
{
    // An expression without an occurrence in so many years never has one: 29 February comes within eight.
    const int YearsToSearch = 30;

    const int MostOccurrences = 2_000;

    /// <summary>
    /// The longest time between two occurrences over two months, or over 2,000 of them; null for what is no NCRONTAB expression.
    /// </summary>
    public static TimeSpan? LongestGap(string? schedule)
    {
        var longest = TimeSpan.Zero;
        var at = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var end = at.AddDays(60);
        for (var count = 0; at < end && count < MostOccurrences; count++)
        {
            if (Next(schedule, at) is not { } next)
                return null;
            longest = next - at > longest ? next - at : longest;
            at = next;
        }
        return longest;
    }

    /// <summary>The next occurrence of an NCRONTAB expression with or without seconds, UTC; null for anything else.</summary>
    public static DateTimeOffset? Next(string? schedule, DateTimeOffset now)
    {
        var fields = (schedule ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
            return null;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 };
        if (CrontabSchedule.TryParse(string.Join(' ', fields), options) is not { } cron)
            return null;
        var from = DateTime.SpecifyKind(now.UtcDateTime, DateTimeKind.Unspecified);
        var next = cron.GetNextOccurrence(from, from.AddYears(YearsToSearch));
        return next < from.AddYears(YearsToSearch) ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }
}
