using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Entities;

/// <summary>Signals with a time of their own, in the order in which they come due. The store holds the same ones.</summary>
sealed class SignalTimers : IDisposable
{
    // As for the timers of instances: a wall clock can be set, and a virtual one only does what it is told.
    static readonly TimeSpan wallClockSleep = TimeSpan.FromMinutes(1);
    static readonly TimeSpan virtualSleep = TimeSpan.FromDays(40);

    readonly TimeProvider time;
    readonly TimeSpan longestSleep;
    readonly Action<StoredEntityMessage> deliver;
    readonly Lock gate = new();
    readonly PriorityQueue<StoredEntityMessage, (DateTime Due, long Id)> queue = new();
    readonly ITimer alarm;
    DateTime armedFor = DateTime.MaxValue;
    bool stopped;

    public SignalTimers(TimeProvider time, Action<StoredEntityMessage> deliver)
    {
        this.time = time;
        this.deliver = deliver;
        longestSleep = time is VirtualTime ? virtualSleep : wallClockSleep;
        alarm = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    public void Add(StoredEntityMessage message)
    {
        lock (gate)
        {
            queue.Enqueue(message, (message.Due!.Value, message.Id));
            if (message.Due < armedFor)
                Arm();
        }
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        alarm.Dispose();
    }

    // Delivers under the lock: two alarms that ring at the same time must not overtake each other.
    void Ring()
    {
        lock (gate)
        {
            while (!stopped && queue.TryPeek(out var due, out var at) && at.Due <= Now)
            {
                queue.Dequeue();
                deliver(due);
            }

            armedFor = DateTime.MaxValue;
            Arm();
        }
    }

    void Arm()
    {
        if (stopped || !queue.TryPeek(out _, out var next))
            return;
        armedFor = next.Due;
        var sleep = next.Due - Now;
        alarm.Change(sleep <= TimeSpan.Zero ? TimeSpan.Zero : sleep < longestSleep ? sleep : longestSleep, Timeout.InfiniteTimeSpan);
    }
}
