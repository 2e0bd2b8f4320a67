using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>One timer of the clock for a queue, set to the earliest thing that comes due in it. Used under the queue's lock.</summary>
sealed class QueueAlarm : IDisposable
{
    // A wall clock can be set, and stands still for timers while a laptop sleeps; a virtual one only does what it is told.
    static readonly TimeSpan WallClockSleep = TimeSpan.FromMinutes(1);
    static readonly TimeSpan VirtualSleep = TimeSpan.FromDays(40);

    readonly ITimer timer;
    readonly TimeSpan longest;
    DateTime setFor = DateTime.MaxValue;

    public QueueAlarm(TimeProvider time, Action ring)
    {
        longest = time is VirtualTime ? VirtualSleep : WallClockSleep;
        using (ExecutionContext.SuppressFlow())
            timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It rang: whatever it was set for, it has to be set again.</summary>
    public void Rang() => setFor = DateTime.MaxValue;

    /// <summary>Sets it, unless it rings before that anyway.</summary>
    public void Set(DateTime due, DateTime now)
    {
        if (due >= setFor)
            return;
        setFor = due;
        var wait = due - now;
        if (wait > longest)
            wait = longest;

        // Timers drop fractions of a millisecond; rounding down would ring early and look again at once.
        timer.Change(
            wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();
}
