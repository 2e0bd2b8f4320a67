using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.Engine.Timers;

/// <summary>
/// Runs one timer function on its schedule. Invariants: never two runs at once; never a run before its time; the next
/// occurrence is computed after a run ends, so what a long run overran is counted as missed and not caught up on; an
/// occurrence that was due while the host was down has, together with all others missed, one run at the start.
/// </summary>
/// <remarks>
/// Works on timers of the TimeProvider and plain awaits only: under virtual time all of it stays on the loop that fires
/// them. A crash during a run, or before its end is on disk, repeats that occurrence as past due: at least once.
/// </remarks>
sealed class TimerListener(
    FunctionDescriptor function,
    TimerTriggerAttribute trigger,
    TimerSchedule schedule,
    ScheduleMonitor? monitor,
    FunctionInvoker invoker,
    OutputMessages outputs,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>
    /// Timers stand still while a machine sleeps; the wall clock does not. Looking at the clock this often bounds how late a
    /// laptop's timers are after it wakes, and chains intervals longer than a timer can hold.
    /// </summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>What a busy machine does to a timer is no news; more than this is.</summary>
    static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(5);

    const int MostMissedCounted = 10_000;

    readonly Lock gate = new();
    readonly SemaphoreSlim oneAtATime = new(1);
    readonly CancellationTokenSource stopping = new();

    ITimer? timer;
    ScheduleStatus? status;
    (DateTime At, bool IsPastDue, bool IsScheduled) due;
    TimerProgress progress = TimerProgress.None;

    public FunctionDescriptor Function => function;

    public TimerState State(string zone)
    {
        lock (gate)
            return new TimerState(
                function.Name,
                schedule.ToString()!,
                zone,
                progress.Last,
                timer is null ? null : due.At,
                timer is not null && !progress.Running && due.At < Now,
                progress.Running,
                progress.Runs,
                progress.Missed,
                progress.Late,
                progress.MostLate,
                progress.LastError);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        var now = Now;
        if (monitor is not null)
        {
            status = await monitor.ReadAsync(cancellation);
            status = await Reconciled(status, now, cancellation);
        }

        var first = status is { } known && known.Next < now ? (known.Next, true, true)
            : trigger.RunOnStartup ? (now, false, false)
            : (status?.Next ?? schedule.NextAfter(now), false, true);
        var missed = first is (var pastDue, true, _) ? CountBetween(pastDue, now) : 0;
        if (first is (_, true, _))
            logger.LogWarning(
                "{Function} was due at {Due:u}; it runs now as past due, once for that and {Missed} more that it missed",
                function.Name,
                first.Item1,
                missed);
        lock (gate)
        {
            due = first;
            var last = status is { Last: var at } && at != default ? at : (DateTime?)null;
            progress = progress with { Last = last, Missed = missed };
            using (ExecutionContext.SuppressFlow())
                timer = time.CreateTimer(
                    static listener => ((TimerListener)listener!).OnTimer(),
                    this,
                    Timeout.InfiniteTimeSpan,
                    Timeout.InfiniteTimeSpan);
            Arm(now);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        ITimer? stopped;
        lock (gate)
            (stopped, timer) = (timer, null);
        if (stopped is not null)
            await stopped.DisposeAsync();
        await stopping.CancelAsync();

        // A run holds this to its very end; once it is free after the cancellation, none is left and none begins.
        await oneAtATime.WaitAsync(cancellation);
        oneAtATime.Release();
    }

    /// <summary>Runs the function now, beside its schedule. Errors are logged and reported as for scheduled runs.</summary>
    public async Task RunByHandAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (!stopping.IsCancellationRequested)
                await InvokeAsync(new TimerInfo { ScheduleStatus = Copy(status) });
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    void OnTimer()
    {
        lock (gate)
        {
            if (timer is null)
                return;
            var now = Now;
            if (now < due.At)
            {
                Arm(now);
                return;
            }
        }

        // Outside the lock, for the function's first part runs within this call.
        _ = RunDueAsync();
    }

    // Nobody awaits this, so nothing may escape from it.
    async Task RunDueAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (stopping.IsCancellationRequested)
                return;
            var (at, isPastDue, isScheduled) = due;
            var began = Now;
            if (isScheduled)
                NoteLateness(at, began);
            if (!await InvokeAsync(new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = Copy(status) }))
                return;

            // A clock set back during the run must not bring the same occurrence again.
            var ended = Now < at ? at : Now;
            var next = schedule.NextAfter(ended);
            if (monitor is not null)
                await Remember(new ScheduleStatus { Last = began, Next = next, LastUpdated = ended });
            var missed = isScheduled ? CountBetween(isPastDue ? began : at, ended) : 0;
            if (missed > 0)
                logger.LogWarning(
                    "{Function} missed {Missed} occurrences up to {Ended:u}: it ran too long, or began too late; next is {Next:u}",
                    function.Name,
                    missed,
                    ended,
                    next);
            lock (gate)
            {
                progress = progress with { Missed = progress.Missed + missed };
                due = (next, false, true);
                if (timer is not null)
                    Arm(Now);
            }
        }
        catch (Exception failure)
        {
            logger.LogCritical(failure, "The timer of {Function} stopped; restart the host", function.Name);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    void NoteLateness(DateTime at, DateTime began)
    {
        if (began - at <= LateAfter)
            return;
        lock (gate)
            progress = progress.With(began - at);
        logger.LogWarning("{Function} was due at {Due:u} and runs {Late} late", function.Name, at, began - at);
    }

    /// <returns>False when the host stopped it midway: then its occurrence counts as not run.</returns>
    async Task<bool> InvokeAsync(TimerInfo info)
    {
        lock (gate)
            progress = progress with { Running = true, Last = Now, Runs = progress.Runs + 1 };
        string? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await invoker.InvokeAsync(function, scope.ServiceProvider, info, null, stopping.Token);
            await outputs.SendAsync(function, result, stopping.Token);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            error = failure.Message;
            logger.LogError(failure, "Timer function {Function} failed; its schedule goes on", function.Name);
            return true;
        }
        finally
        {
            lock (gate)
                progress = progress with { Running = false, LastError = error };
        }
    }

    /// <summary>
    /// The stored status, or a first one. Next is always what the present schedule makes of LastUpdated; where the stored one
    /// differs, the schedule or its time zone changed, and the old Next means nothing any more.
    /// </summary>
    async Task<ScheduleStatus> Reconciled(ScheduleStatus? stored, DateTime now, CancellationToken cancellation)
    {
        var basis = stored is null || stored.LastUpdated == default ? now : stored.LastUpdated;
        var next = schedule.NextAfter(basis);
        if (stored is not null && stored.Next == next)
            return stored;
        if (stored is not null)
            logger.LogInformation(
                "The schedule of {Function} changed: next was {Old:u}, is {New:u}", function.Name, stored.Next, next);
        var first = new ScheduleStatus { Last = stored?.Last ?? default, Next = next, LastUpdated = basis };
        await monitor!.WriteAsync(first, cancellation);
        return first;
    }

    // The run is over whether or not this succeeds; failing here would only stop the schedule too.
    async Task Remember(ScheduleStatus changed)
    {
        status = changed;
        try
        {
            await monitor!.WriteAsync(changed, CancellationToken.None);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "The schedule of {Function} could not be stored; a restart may run it again", function.Name);
        }
    }

    void Arm(DateTime now)
    {
        var wait = due.At - now;
        timer!.Change(
            wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? RoundedUp(wait) : LongestWait, Timeout.InfiniteTimeSpan);
    }

    // Timers drop fractions of a millisecond; rounding down would fire early and look again at once.
    static TimeSpan RoundedUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>Occurrences after one instant, up to and with another.</summary>
    int CountBetween(DateTime after, DateTime upTo)
    {
        var count = 0;
        for (var at = schedule.NextAfter(after); at <= upTo && count < MostMissedCounted; at = schedule.NextAfter(at))
            count++;
        return count;
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    // Functions get a copy: what they do to it must not reach the schedule.
    static ScheduleStatus? Copy(ScheduleStatus? status)
        => status is null ? null : new() { Last = status.Last, Next = status.Next, LastUpdated = status.LastUpdated };
}
