using Microsoft.Azure.Functions.Worker;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Trading;

/// <summary>
/// The time a run decides for. A run that belongs to a day, an hour or a minute decides for the beginning of it, so that what it
/// counts (days held, days apart, cool-downs) does not depend on how late it began.
/// </summary>
static class RunTimes
{
    static readonly TimeSpan longestLate = TimeSpan.FromMinutes(30);

    /// <summary>When a timer's run was due: what the schedule says, or now for a run by hand, the first one, and one that is late by
    /// more than half an hour, which looks at another market.</summary>
    /// <param name="timer">What the host says of the run.</param>
    /// <param name="now">The time, UTC.</param>
    public static DateTimeOffset DueAt(TimerInfo timer, DateTimeOffset now) =>
        timer.ScheduleStatus is { Next: var next } && next > DateTime.MinValue
        && new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc)) is var due && due <= now && now - due < longestLate
            ? due
            : now;

    /// <summary>
    /// When an entry that was decided at a time is too old to be placed: within an hour, and not by the second, so that it does not
    /// depend on how late its run began.
    /// </summary>
    public static DateTimeOffset EntryUntil(DateTimeOffset decided) => Floor(decided, TimeSpan.FromMinutes(30)) + ResolvePolicy.ResubmitWithin;

    /// <summary>The beginning of the span that holds a time, counted from midnight UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan span) => new(time.UtcTicks - time.UtcTicks % span.Ticks, TimeSpan.Zero);
}
