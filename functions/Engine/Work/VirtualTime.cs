using System.Collections.Concurrent;

namespace Orchestrations.Engine.Work;

/// <summary>
/// A clock that stands still while there is work and jumps to the next timer when there is none; and the one thread on which
/// all of that happens. With the same inputs, two runs do the same things in the same order.
/// </summary>
/// <remarks>
/// Code that runs here may await its own calls and timers of this clock. An await on anything else (a disk, a socket) still
/// completes, because its continuation comes back to this thread, but the clock does not wait for it: keep it out of simulations.
/// </remarks>
public sealed class VirtualTime : TimeProvider, IWorkQueue
{
    readonly PriorityQueue<VirtualTimer, (long Due, long Order)> timers = new();
    readonly Queue<IThreadPoolWorkItem> ready = new();
    readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> continuations = new();
    readonly AutoResetEvent arrived = new(false);
    readonly LoopContext context;
    long order;
    DateTimeOffset now;

    /// <param name="start">The first moment, UTC.</param>
    public VirtualTime(DateTimeOffset start)
    {
        now = start;
        context = new LoopContext(this);
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => now;

    /// <inheritdoc />
    public override long GetTimestamp() => now.UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs everything until <paramref name="done"/> completes, jumping through time as needed.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left that could complete it.</exception>
    /// <param name="done">Best made by <see cref="Start"/>, so that everything it awaits comes back to this loop.</param>
    public void RunUntil(Task done)
    {
        ArgumentNullException.ThrowIfNull(done);
        done.ContinueWith(
            (_, signal) => ((AutoResetEvent)signal!).Set(), arrived, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Run(() => done.IsCompleted, DateTimeOffset.MaxValue, waitForOutside: done);
    }

    /// <summary>Runs everything that is due up to a moment, and leaves the clock there.</summary>
    public void RunUntil(DateTimeOffset moment)
    {
        Run(static () => false, moment, waitForOutside: null);
        if (now < moment)
            now = moment;
    }

    void IWorkQueue.Post(IThreadPoolWorkItem item) => ready.Enqueue(item);

    /// <summary>Calls code on this loop's thread, so that its awaits come back to it.</summary>
    public Task Start(Func<Task> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Inside(code);
    }

    void Run(Func<bool> done, DateTimeOffset until, Task? waitForOutside)
    {
        Inside(() =>
        {
            while (!done())
            {
                if (continuations.TryDequeue(out var continuation))
                    continuation.Callback(continuation.State);
                else if (ready.TryDequeue(out var item))
                    item.Execute();
                else if (!FireNextTimer(until))
                {
                    if (waitForOutside is null)
                        return true;
                    // Something outside (a real read of a file) may still come back; nothing inside can.
                    if (!arrived.WaitOne(TimeSpan.FromSeconds(10)) && continuations.IsEmpty && !done())
                        throw new InvalidOperationException("Virtual time stands still: nothing is runnable, no timer is set, and the awaited task has not ended.");
                }
            }

            return true;
        });
    }

    bool FireNextTimer(DateTimeOffset until)
    {
        while (timers.TryPeek(out var timer, out var due))
        {
            if (due.Due > until.UtcTicks)
                return false;
            timers.Dequeue();
            if (!timer.IsCurrent(due.Order))
                continue;
            if (due.Due > now.UtcTicks)
                now = new DateTimeOffset(due.Due, TimeSpan.Zero);
            timer.Fire();
            return true;
        }

        return false;
    }

    T Inside<T>(Func<T> code)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return code();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    sealed class LoopContext(VirtualTime loop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            loop.continuations.Enqueue((d, state));
            loop.arrived.Set();
        }

        public override SynchronizationContext CreateCopy() => this;
    }

    sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        long current = -1;
        TimeSpan period;

        public bool IsCurrent(long entry) => entry == current;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod;
            current = -1;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Schedule(dueTime);
            return true;
        }

        public void Fire()
        {
            current = -1;
            if (period > TimeSpan.Zero)
                Schedule(period);
            callback(state);
        }

        public void Dispose() => current = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        void Schedule(TimeSpan delay)
        {
            current = time.order++;
            var due = delay >= DateTimeOffset.MaxValue - time.now ? DateTimeOffset.MaxValue : time.now + delay;
            time.timers.Enqueue(this, (due.UtcTicks, current));
        }
    }
}
