namespace Orchestrations.Azure.Tests.Jumping;

/// <summary>
/// A clock that stands still until it is told to go on to what is due next. Invariant: it moves only by <see cref="TakeNext"/> and
/// <see cref="GoTo"/>, never backwards, and what is due comes in the order of times, and of asking within one time.
/// </summary>
sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock gate = new();
    readonly PriorityQueue<Action, (long Due, long Order)> due = new();
    DateTimeOffset now = start;
    long order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How much is due some time.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return due.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Has something done at a moment; at once, when that is past, as soon as the clock is asked to go on.</summary>
    public void At(DateTimeOffset moment, Action what)
    {
        lock (gate)
            due.Enqueue(what, (Math.Max(moment.UtcTicks, now.UtcTicks), order++));
    }

    /// <summary>Goes on to what is due next, and names it; null when nothing is, up to a moment.</summary>
    public Action? TakeNext(DateTimeOffset until)
    {
        lock (gate)
        {
            if (!due.TryPeek(out _, out var first) || first.Due > until.UtcTicks)
                return null;
            now = new DateTimeOffset(first.Due, TimeSpan.Zero);
            return due.Dequeue();
        }
    }

    /// <summary>Goes on to a moment before which nothing is due.</summary>
    public void GoTo(DateTimeOffset moment)
    {
        lock (gate)
            if (now < moment)
                now = moment;
    }

    sealed class Timer(JumpingClock clock, Action callback) : ITimer
    {
        int setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = Interlocked.Increment(ref setting);
            if (dueTime != Timeout.InfiniteTimeSpan)
                Set(mine, dueTime, period);
            return true;
        }

        public void Dispose() => Interlocked.Increment(ref setting);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // A timer that was set anew or disposed stays queued, and does nothing.
        void Set(int mine, TimeSpan wait, TimeSpan period) => clock.At(clock.GetUtcNow() + wait, () =>
        {
            if (Volatile.Read(ref setting) != mine)
                return;
            if (period > TimeSpan.Zero)
                Set(mine, period, period);
            callback();
        });
    }
}
