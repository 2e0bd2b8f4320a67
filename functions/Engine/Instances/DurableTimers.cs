using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// Wakes instances when their durable timers come due. The store holds the timers; this holds the same ones in order of
/// time, with one timer of the clock set to the earliest.
/// </summary>
sealed class DurableTimers : IDisposable
{
    /// <summary>The pseudo timer of a scheduled start. Real timers are numbered from 0.</summary>
    public const int StartTimer = -1;

    // Clocks refuse far-off due times; a longer wait is made of several.
    static readonly TimeSpan LongestSleep = TimeSpan.FromHours(12);

    readonly TimeProvider time;
    readonly Lock gate = new();
    readonly PriorityQueue<(Instance Instance, int TimerId, DateTime FireAt), (DateTime FireAt, long Order)> queue = new();
    readonly ITimer alarm;
    DateTime armedFor = DateTime.MaxValue;
    long order;
    bool stopped;

    public DurableTimers(TimeProvider time)
    {
        this.time = time;
        alarm = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many timers are set, cancelled ones that have not come due included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return queue.Count;
        }
    }

    public void Add(Instance instance, int timerId, DateTime fireAt)
    {
        instance.TimerSet(timerId);
        lock (gate)
        {
            queue.Enqueue((instance, timerId, fireAt), (fireAt, order++));
            if (fireAt < armedFor)
                Arm();
        }
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        alarm.Dispose();
    }

    void Ring()
    {
        while (true)
        {
            (Instance Instance, int TimerId, DateTime FireAt) due;
            lock (gate)
            {
                if (stopped)
                    return;
                if (!queue.TryPeek(out due, out _) || due.FireAt > Now)
                {
                    armedFor = DateTime.MaxValue;
                    Arm();
                    return;
                }

                queue.Dequeue();
            }

            if (!due.Instance.TimerOver(due.TimerId))
                continue;
            due.Instance.Post(due.TimerId == StartTimer
                ? new Message(null)
                : new Message(new TimerFired(Now, due.TimerId, due.FireAt)));
        }
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    void Arm()
    {
        if (stopped || !queue.TryPeek(out var next, out _))
            return;
        armedFor = next.FireAt;
        var sleep = next.FireAt - Now;
        alarm.Change(sleep <= TimeSpan.Zero ? TimeSpan.Zero : sleep < LongestSleep ? sleep : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
