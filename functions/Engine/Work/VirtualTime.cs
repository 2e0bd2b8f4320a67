using System.Collections.Concurrent;

namespace Orchestrations.Engine.Work;

/// <summary>
/// A clock that stands still while there is work and jumps to the next timer when there is none; and the one thread on which
/// all of that happens. With the same inputs, two runs do the same things in the same order.
/// </summary>
/// <remarks>
/// Code that runs here may await its own calls and timers of this clock. An await on anything else (a disk, a socket) still
/// completes, because its continuation comes back to this thread, but the clock does not wait for it: keep it out of simulations.
/// Timers come due in the order of their times, and of their creation within one time.
/// </remarks>
public sealed class VirtualTime : TimeProvider, IWorkQueue
{
    const int FewLeftovers = 1024;

    readonly PriorityQueue<VirtualTimer, (long Due, long Order)> timers = new();
    readonly ConcurrentQueue<IThreadPoolWorkItem> ready = new();
    readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> continuations = new();
    readonly AutoResetEvent arrived = new(false);
    readonly LoopContext context;
    long order;
    int loopThread;
    int leftovers;
    DateTimeOffset now;

    /// <param name="start">The first moment, UTC.</param>
    public VirtualTime(DateTimeOffset start)
    {
        now = start;
        context = new LoopContext(this);
    }

    /// <summary>
    /// How long, in real time, something outside (a read of a file) may take to come back when nothing inside can go on, before
    /// that is taken for a standstill.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

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
            (_, signal) => ((AutoResetEvent)signal!).Set(),
            arrived,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        Run(() => done.IsCompleted, DateTimeOffset.MaxValue, waitForOutside: true);
    }

    /// <summary>Runs everything that is due up to a moment, and leaves the clock there.</summary>
    public void RunUntil(DateTimeOffset moment)
    {
        Run(static () => false, moment, waitForOutside: false);
        if (now < moment)
            now = moment;
    }

    /// <summary>
    /// Runs everything that is due up to a moment, and leaves the clock there; or stops as soon as <paramref name="unless"/> has
    /// completed, and leaves the clock where that was.
    /// </summary>
    /// <returns>True when the moment was reached.</returns>
    public bool RunUntil(DateTimeOffset moment, Task unless)
    {
        ArgumentNullException.ThrowIfNull(unless);
        Run(() => unless.IsCompleted, moment, waitForOutside: false);
        if (unless.IsCompleted)
            return false;
        if (now < moment)
            now = moment;
        return true;
    }

    void IWorkQueue.Post(IThreadPoolWorkItem item)
    {
        ready.Enqueue(item);
        WakeFromOutside();
    }

    /// <summary>Calls code on this loop's thread, so that its awaits come back to it.</summary>
    public Task Start(Func<Task> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Inside(code);
    }

    void Run(Func<bool> done, DateTimeOffset until, bool waitForOutside)
    {
        if (Interlocked.CompareExchange(ref loopThread, Environment.CurrentManagedThreadId, 0) != 0)
            throw new InvalidOperationException("Virtual time runs already; code inside it awaits instead of running it.");
        try
        {
            Inside(() => Loop(done, until, waitForOutside));
        }
        finally
        {
            Volatile.Write(ref loopThread, 0);
        }
    }

    /// <summary>True when it was done; false when nothing was left to do.</summary>
    bool Loop(Func<bool> done, DateTimeOffset until, bool waitForOutside)
    {
        while (!done())
        {
            if (continuations.TryDequeue(out var continuation))
                continuation.Callback(continuation.State);
            else if (ready.TryDequeue(out var item))
                item.Execute();
            else if (FireNextTimer(until))
                continue;
            else if (!waitForOutside)
                return false;
            else if (!arrived.WaitOne(Patience) && continuations.IsEmpty && ready.IsEmpty && !done())
                throw new InvalidOperationException(
                    "Virtual time stands still: nothing is runnable, no timer is set, and the awaited task has not ended.");
        }

        return true;
    }

    bool FireNextTimer(DateTimeOffset until)
    {
        while (timers.TryPeek(out var timer, out var due))
        {
            if (due.Due > until.UtcTicks)
                return false;
            timers.Dequeue();
            if (!timer.IsCurrent(due.Order))
            {
                leftovers--;
                continue;
            }

            if (due.Due > now.UtcTicks)
                now = new DateTimeOffset(due.Due, TimeSpan.Zero);
            timer.Fire();
            return true;
        }

        return false;
    }

    // The loop looks for work before it sleeps; only another thread finds it asleep.
    void WakeFromOutside()
    {
        if (Environment.CurrentManagedThreadId != Volatile.Read(ref loopThread))
            arrived.Set();
    }

    // Timers that were changed or disposed stay queued until their time; when they are the larger part, they go.
    void Forget()
    {
        if (++leftovers < FewLeftovers || leftovers < timers.Count / 2)
            return;
        var set = timers.UnorderedItems.Where(item => item.Element.IsCurrent(item.Priority.Order)).ToList();
        timers.Clear();
        timers.EnqueueRange(set);
        leftovers = 0;
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
            loop.WakeFromOutside();
        }

        public override SynchronizationContext CreateCopy() => this;
    }

    sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        long current = -1;
        bool disposed;
        TimeSpan period;

        public bool IsCurrent(long entry) => entry == current;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            if (disposed)
                return false;
            period = newPeriod;
            Unset();
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

        public void Dispose()
        {
            disposed = true;
            Unset();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        void Unset()
        {
            if (current < 0)
                return;
            current = -1;
            time.Forget();
        }

        void Schedule(TimeSpan delay)
        {
            current = time.order++;
            var due = delay >= DateTimeOffset.MaxValue - time.now ? DateTimeOffset.MaxValue : time.now + delay;
            time.timers.Enqueue(this, (due.UtcTicks, current));
        }
    }
}
