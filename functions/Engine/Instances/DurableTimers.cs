using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// Wakes instances when their durable timers come due. The store holds the timers; this holds the same ones in order of
/// time, with one timer of the clock set to the earliest.
/// </summary>
/// <remarks>
/// Invariants: timers come due in the order of their times, and of their creation within one time. A timer that ended early
/// stays in the queue until it is reached or until such leftovers are the larger part of it, whichever is first.
/// </remarks>
sealed class DurableTimers : IDisposable
{
    /// <summary>The pseudo timer of a scheduled start. Real timers are numbered from 0.</summary>
    public const int StartTimer = -1;

    const int FewLeftovers = 1024;

    readonly TimeProvider time;
    readonly TimeSpan longestSleep;
    readonly Lock gate = new();
    readonly PriorityQueue<DurableTimer, (DateTime FireAt, long Order)> queue = new();
    readonly ITimer alarm;
    DateTime armedFor = DateTime.MaxValue;
    long order;
    int leftovers;
    bool stopped;

    /// <param name="time">The clock.</param>
    /// <param name="longestSleep">How long to wait before looking at the clock again: as long as it may take to notice that it was set.</param>
    public DurableTimers(TimeProvider time, TimeSpan longestSleep)
    {
        this.time = time;
        this.longestSleep = longestSleep;
        alarm = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many timers are set.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return queue.Count - leftovers;
        }
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    public void Add(DurableTimer timer)
    {
        timer.Instance.TimerSet(timer);
        lock (gate)
        {
            queue.Enqueue(timer, (timer.FireAt, order++));
            if (timer.FireAt < armedFor)
                Arm();
        }
    }

    /// <summary>Ends a timer before it came due.</summary>
    public void Cancel(DurableTimer timer)
    {
        if (!timer.TryEnd())
            return;
        lock (gate)
        {
            if (++leftovers > FewLeftovers && leftovers > queue.Count / 2)
                DropLeftovers();
        }
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        alarm.Dispose();
    }

    // Posts under the lock: two alarms that ring at the same time must not overtake each other.
    void Ring()
    {
        lock (gate)
        {
            while (!stopped && queue.TryPeek(out var due, out _) && due.FireAt <= Now)
            {
                queue.Dequeue();
                if (!due.TryEnd())
                    leftovers--;
                else if (due.Id == StartTimer)
                    due.Instance.Post(new Message(null));
                else
                    due.Instance.Post(new Message(new TimerFired(Now, due.Id, due.FireAt), ExecutionId: due.ExecutionId));
            }

            armedFor = DateTime.MaxValue;
            Arm();
        }
    }

    void Arm()
    {
        if (stopped || !queue.TryPeek(out var next, out _))
            return;
        armedFor = next.FireAt;
        var sleep = next.FireAt - Now;
        alarm.Change(sleep <= TimeSpan.Zero ? TimeSpan.Zero : sleep < longestSleep ? sleep : longestSleep, Timeout.InfiniteTimeSpan);
    }

    void DropLeftovers()
    {
        var set = queue.UnorderedItems.Where(item => !item.Element.HasEnded).ToList();
        queue.Clear();
        queue.EnqueueRange(set);
        leftovers = 0;
    }
}
