namespace Orchestrations.TestKit;

/// <summary>
/// A clock that moves only when told to. Timers fire within <see cref="Advance"/>, in order of time, on the caller's thread.
/// As on a real machine they count elapsed time: setting the wall clock does not move them.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    readonly Lock gate = new();
    readonly List<ManualTimer> timers = [];
    TimeSpan elapsed;
    DateTimeOffset wallAtZero = start;

    /// <summary>How many timers are waiting.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return timers.Count(timer => timer.Due is not null);
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wallAtZero + elapsed;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, firing what comes due on the way. Zero fires what is due already.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan until;
        lock (gate)
            until = elapsed + by;
        while (NextDue(until) is { } timer)
            timer.Fire();
        lock (gate)
            elapsed = until;
    }

    /// <summary>Moves on until the wall clock shows a time, firing what comes due on the way.</summary>
    public void AdvanceTo(DateTimeOffset wall) => Advance(wall - GetUtcNow());

    /// <summary>Sets the wall clock without firing anything, as a person or a time server does; also backwards.</summary>
    public void Set(DateTimeOffset wall)
    {
        lock (gate)
            wallAtZero = wall - elapsed;
    }

    ManualTimer? NextDue(TimeSpan until)
    {
        lock (gate)
        {
            var timer = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (timer is null)
                return null;
            elapsed = timer.Due > elapsed ? timer.Due.Value : elapsed;
            timer.Due = timer.Period is { } period ? elapsed + period : null;
            return timer;
        }
    }

    sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.elapsed + dueTime;
                Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
