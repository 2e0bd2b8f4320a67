using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>The orchestrators and activities of a storm. What an orchestrator does follows from its program alone.</summary>
sealed class StormTasks(StormPlan plan, StormWorld world, TimeProvider time)
{
    /// <summary>Runs a <see cref="StormProgram"/>.</summary>
    public const string Program = "program";

    /// <summary>Writes down every tick until it is closed.</summary>
    public const string Log = "log";

    /// <summary>Waits for numbered signals, in the order of their numbers.</summary>
    public const string Collector = "collector";

    /// <summary>Waits for ever, with a child that does the same.</summary>
    public const string Forever = "forever";

    const string Broken = "broken";
    const string Work = "work";
    const string Flaky = "flaky";
    const int TicksOfOneExecution = 4;

    public void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<Position, long>(Program, RunAsync);
        tasks.AddOrchestratorFunc<List<string>, List<string>>(Log, LogAsync);
        tasks.AddOrchestratorFunc<int, List<int>>(Collector, CollectAsync);
        tasks.AddOrchestratorFunc<int, string>(Forever, async (context, depth) =>
        {
            if (depth > 0)
                await context.CallSubOrchestratorAsync<string>(Forever, depth - 1, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}x"));
            return await context.WaitForExternalEvent<string>("never");
        });
        tasks.AddOrchestratorFunc<string, long>(Broken, async (context, key) =>
        {
            await context.CallActivityAsync<long>(Work, new Job(key, 1, 1));
            throw new InvalidOperationException($"broken {key}");
        });
        tasks.AddActivityFunc<Job, long>(Work, async (_, job) =>
        {
            world.Happened(job.Key);
            if (job.Milliseconds > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time);
            return StormProgram.Worked(job.Value);
        });
        tasks.AddActivityFunc<Job, long>(Flaky, async (_, job) =>
        {
            var attempt = world.Happened(job.Key);
            await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds % 3), time);
            return attempt <= job.Milliseconds ? throw new TimeoutException($"attempt {attempt}") : StormProgram.Worked(job.Value);
        });
    }

    async Task<long> RunAsync(TaskOrchestrationContext context, Position position)
    {
        var program = plan.Program(position.Program);
        var sum = position.Sum;
        foreach (var step in program.Rounds[position.Round])
            sum = StormProgram.Mix(sum, await StepAsync(context, step));
        if (position.Round + 1 < program.Rounds.Count)
            context.ContinueAsNew(position with { Round = position.Round + 1, Sum = sum });
        return sum;
    }

    static async Task<long> StepAsync(TaskOrchestrationContext context, StormStep step)
    {
        var pause = (int)step.Pause.TotalMilliseconds;
        switch (step.Kind)
        {
            case StepKind.Chain:
                long value = step.Number;
                for (var i = 0; i < step.Number; i++)
                    value = await context.CallActivityAsync<long>(Work, new Job($"{step.Key}/{i}", value, pause % 5));
                return value;
            case StepKind.Fan:
                return (await Task.WhenAll(Enumerable.Range(0, step.Number).Select(i =>
                    context.CallActivityAsync<long>(Work, new Job($"{step.Key}/{i}", i, (pause + i) % 7))))).Sum();
            case StepKind.Flaky:
                var patient = new RetryPolicy(30, AtLeastATick(step.Pause), 1.5);
                return await context.CallActivityAsync<long>(
                    Flaky, new Job(step.Key, step.Number, step.Number % 4), TaskOptions.FromRetryPolicy(patient));
            case StepKind.Hopeless:
                try
                {
                    var impatient = new RetryPolicy(StormStep.HopelessAttempts, AtLeastATick(step.Pause));
                    await context.CallActivityAsync<long>(
                        Flaky, new Job(step.Key, 0, int.MaxValue), TaskOptions.FromRetryPolicy(impatient));
                    return -1;
                }
                catch (TaskFailedException)
                {
                    break;
                }

            case StepKind.Event:
                return await context.WaitForExternalEvent<int>(step.Key, TimeSpan.FromDays(3650));
            case StepKind.Timeout:
                try
                {
                    await context.WaitForExternalEvent<int>(step.Key, step.Pause);
                    return -1;
                }
                catch (TaskCanceledException)
                {
                    break;
                }

            case StepKind.Child:
                return await Start(context, step.Program!);
            case StepKind.Detached:
                _ = Start(context, step.Program!);
                break;
            case StepKind.Broken:
                try
                {
                    await context.CallSubOrchestratorAsync<long>(Broken, step.Key);
                    return -1;
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.ErrorMessage == $"broken {step.Key}")
                {
                    break;
                }

            case StepKind.Together:
                return (await Task.WhenAll(step.Inner.Select(inner => StepAsync(context, inner)))).Sum();
            case StepKind.Wait:
                await context.CreateTimer(step.Pause, CancellationToken.None);
                break;
            case StepKind.Tick:
                context.SendEvent(StormPlan.LogId, "tick", step.Key);
                break;
            case StepKind.Status:
                context.SetCustomStatus(step.Key);
                break;
        }

        return 10 + (int)step.Kind;
    }

    static TimeSpan AtLeastATick(TimeSpan pause) => pause > TimeSpan.Zero ? pause : TimeSpan.FromTicks(1);

    static Task<long> Start(TaskOrchestrationContext context, StormProgram program) => context.CallSubOrchestratorAsync<long>(
        Program, new Position(program.Key, 0, 0), program.Id is { } id ? new SubOrchestrationOptions(instanceId: id) : null);

    static async Task<List<string>> LogAsync(TaskOrchestrationContext context, List<string> before)
    {
        var ticks = before;
        Task<bool>? closed = null;
        for (var i = 0; i < TicksOfOneExecution; i++)
        {
            var tick = context.WaitForExternalEvent<string>("tick");

            // What it waits for is its own when it comes, so it does not wait for the end as long as there are ticks.
            if (!tick.IsCompleted)
                closed ??= context.WaitForExternalEvent<bool>("close");
            if (closed is not null && await Task.WhenAny(tick, closed) == closed)
                return ticks;
            ticks.Add(await tick);
        }

        context.ContinueAsNew(ticks);
        return ticks;
    }

    static async Task<List<int>> CollectAsync(TaskOrchestrationContext context, int count)
    {
        var collected = new List<int>();
        for (var i = 0; i < count; i++)
            collected.Add(await context.WaitForExternalEvent<int>($"n{i}"));
        return collected;
    }

    /// <summary>Where a program stands.</summary>
    public sealed record Position(string Program, int Round, long Sum);

    /// <summary>What an activity is asked to do.</summary>
    public sealed record Job(string Key, long Value, int Milliseconds);
}
