using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Tests.Timers;

/// <summary>What timer functions saw; one for each test.</summary>
sealed class TimerRuns
{
    public List<(DateTime At, TimerInfo Info)> All { get; } = [];

    public Func<CancellationToken, Task> OnRun { get; set; } = _ => Task.CompletedTask;

    public DateTime[] Times => [.. All.Select(run => run.At)];
}

/// <summary>One class for each kind of timer, so that a test takes only the ones it is about.</summary>
public static class TimerFunctions
{
    internal static async Task Run(TimerRuns runs, TimeProvider time, TimerInfo info, CancellationToken cancellation)
    {
        runs.All.Add((time.GetUtcNow().UtcDateTime, info));
        await runs.OnRun(cancellation);
    }

    internal sealed class Daily(TimerRuns runs, TimeProvider time)
    {
        [Function("Daily")]
        public Task Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class DailyAtTen(TimerRuns runs, TimeProvider time)
    {
        [Function("Daily")]
        public Task Run([TimerTrigger("0 0 10 * * *")] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class AtStart(TimerRuns runs, TimeProvider time)
    {
        [Function("Daily")]
        public Task Run([TimerTrigger("0 0 9 * * *", RunOnStartup = true)] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class Unmonitored(TimerRuns runs, TimeProvider time)
    {
        [Function("Daily")]
        public Task Run([TimerTrigger("0 0 9 * * *", UseMonitor = false)] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class EveryTenSeconds(TimerRuns runs, TimeProvider time)
    {
        [Function("Often")]
        public Task Run([TimerTrigger("*/10 * * * * *")] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class FromSetting(TimerRuns runs, TimeProvider time)
    {
        [Function("FromSetting")]
        public Task Run([TimerTrigger("%Schedule%")] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }

    internal sealed class Retried(TimerRuns runs, TimeProvider time)
    {
        [Function("Retried")]
        [ExponentialBackoffRetry(3, "00:00:02", "00:00:05")]
        public Task Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, CancellationToken cancellation)
            => TimerFunctions.Run(runs, time, info, cancellation);
    }
}
