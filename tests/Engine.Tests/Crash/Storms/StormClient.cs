using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>
/// A client that carries out a plan. It asks for each thing until it is acknowledged, in whatever life of the engine, and
/// never again: what was acknowledged and is lost shows.
/// </summary>
sealed class StormClient(StormPlan plan, StormWorld world, DurableTaskClient durable, MessageBroker broker, TimeProvider time)
{
    public const string ForeverId = "forever";
    public const string PurgedId = "purged";
    public const string ReusedId = "reused";

    /// <summary>What the second instance of the reused id is told.</summary>
    public const int SecondLife = 77;

    static readonly string[] everyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated", "Canceled"];
    const int MostTries = 3000;

    static readonly TimeSpan longestPause = TimeSpan.FromHours(1);

    /// <summary>Does everything and waits until all of it has ended.</summary>
    public async Task RunAsync()
    {
        await AskAsync("start log", () => StartAsync(StormTasks.Log, StormPlan.LogId, new List<string>()));
        var all = plan.Roots.Select(RootAsync).ToList();
        all.AddRange(plan.StartedByMessage.Select(StartedByMessageAsync));
        all.AddRange(plan.Sessions.Select(SessionAsync));
        all.AddRange(plan.Programs.Where(program => program.Id is not null).Select(EventsAsync));
        all.AddRange(plan.Relayed.Select(text => SendAsync(StormFunctions.Relay, $"relay-{text}", text)));
        all.AddRange(plan.News.Select(text => SendAsync(StormFunctions.News, $"news-{text}", text)));
        all.AddRange(plan.Poisoned.Select(text => SendAsync(StormFunctions.Poison, $"poison-{text}", text)));
        if (plan.HasForever)
            all.Add(TerminateAsync());
        if (plan.HasPurge)
            all.Add(PurgeAsync());
        if (plan.HasSecondLife)
            all.Add(UseAgainAsync());
        await Task.WhenAll(all);

        // Nobody is left who could send to the log, so whatever it was sent lies before this.
        await UntilAsync("the queues are empty", () =>
            Task.FromResult(broker.Entities.All(entity => entity.Active + entity.Scheduled + entity.Locked == 0)));
        await AskAsync("close log", () => durable.RaiseEventAsync(StormPlan.LogId, "close", true));
        await durable.WaitForInstanceCompletionAsync(StormPlan.LogId);
    }

    async Task RootAsync(StormProgram root)
    {
        var isFirst = root == plan.Roots[0];
        var startAt = isFirst && plan.StartDelay > TimeSpan.Zero ? time.GetUtcNow() + plan.StartDelay : (DateTimeOffset?)null;
        await AskAsync($"start {root.Key}", () => StartAsync(StormTasks.Program, root.Id!, new StormTasks.Position(root.Key, 0, 0), startAt));
        if (isFirst && plan.HasPause)
        {
            await AskAsync($"pause {root.Key}", () => durable.SuspendInstanceAsync(root.Id!));
            await Task.Delay(TimeSpan.FromMilliseconds(7), time);
            await AskAsync($"resume {root.Key}", () => durable.ResumeInstanceAsync(root.Id!));
        }

        await durable.WaitForInstanceCompletionAsync(root.Id!);
    }

    async Task StartedByMessageAsync(StormProgram program)
    {
        await SendAsync(StormFunctions.Starts, $"start-{program.Key}", program.Key);
        await ThereIsAsync(program.Id!);
        await durable.WaitForInstanceCompletionAsync(program.Id!);
    }

    async Task SessionAsync(KeyValuePair<string, int> session)
    {
        for (var i = 0; i <= session.Value; i++)
            await SendAsync(StormFunctions.Sessions, $"{session.Key}-{i}", $"{session.Key} {i}", session.Key);
        await ThereIsAsync(StormPlan.CollectorId(session.Key));
        await durable.WaitForInstanceCompletionAsync(StormPlan.CollectorId(session.Key));
    }

    // Raised to ids that may not be there yet are events lost, as Microsoft's are; so it waits for them.
    async Task EventsAsync(StormProgram program)
    {
        foreach (var step in program.Steps.Where(step => step.Kind == StepKind.Event))
        {
            if (world.IsAcknowledged(step.Key))
                continue;
            await ThereIsAsync(program.Id!);
            await AskAsync(step.Key, () => durable.RaiseEventAsync(program.Id!, step.Key, step.Number));
        }

        await ThereIsAsync(program.Id!);
        await durable.WaitForInstanceCompletionAsync(program.Id!);
    }

    async Task TerminateAsync()
    {
        await AskAsync("start forever", () => StartAsync(StormTasks.Forever, ForeverId, 1));
        await ThereIsAsync($"{ForeverId}x");
        await AskAsync("terminate", () => durable.TerminateInstanceAsync(ForeverId, new TerminateInstanceOptions("enough", Recursive: true)));
        await durable.WaitForInstanceCompletionAsync(ForeverId);
        await durable.WaitForInstanceCompletionAsync($"{ForeverId}x");
    }

    async Task PurgeAsync()
    {
        await AskAsync("start purged", () => StartAsync(StormTasks.Collector, PurgedId, 0));
        if (world.IsAcknowledged("purge"))
            return;
        if (await durable.GetInstanceAsync(PurgedId) is not null)
            await durable.WaitForInstanceCompletionAsync(PurgedId);
        await AskAsync("purge", () => durable.PurgeInstanceAsync(PurgedId));
    }

    async Task UseAgainAsync()
    {
        await AskAsync("first life", () => TakeIdAsync(0));
        await AskAsync("end of first life", () => durable.WaitForInstanceCompletionAsync(ReusedId));
        await AskAsync("second life", () => TakeIdAsync(1));
        await AskAsync("n0", () => durable.RaiseEventAsync(ReusedId, "n0", SecondLife));
        await durable.WaitForInstanceCompletionAsync(ReusedId);
    }

    // An ended instance gives way; one that runs is what an earlier call, which got through unheard, has started.
    async Task TakeIdAsync(int signals)
    {
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(StormTasks.Collector, signals, new StartOrchestrationOptions(ReusedId));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way.
        }
    }

    Task SendAsync(string entity, string messageId, string body, string? session = null) => AskAsync($"send {messageId}", async () =>
    {
        var delay = messageId.Length % 3 == 0 ? TimeSpan.FromMilliseconds(messageId.Length * 40) : TimeSpan.Zero;
        var message = new BusMessage(messageId, body) { SessionId = session };
        if (delay > TimeSpan.Zero && session is null)
            message = message with { ScheduledEnqueueTime = time.GetUtcNow() + delay };
        await broker.SendAsync(entity, message, CancellationToken.None);
    });

    async Task StartAsync(string name, string id, object input, DateTimeOffset? at = null)
    {
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id, at) { DedupeStatuses = everyStatus });
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // An earlier call got through, though it did not hear so.
        }
    }

    async Task AskAsync(string request, Func<Task> ask)
    {
        while (!world.IsAcknowledged(request))
        {
            try
            {
                await ask();
                world.Acknowledge(request);
            }
            catch (Exception refused) when (refused is RefusedWriteException or ObjectDisposedException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time);
            }
        }
    }

    Task ThereIsAsync(string id) => UntilAsync($"there is '{id}'", async () => await durable.GetInstanceAsync(id) is not null);

    // The clock goes on while it waits, so only counting tells when it waits in vain.
    async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var pause = TimeSpan.FromMilliseconds(2);
        for (var tries = 0; !await condition(); tries++, pause = pause < longestPause ? pause * 2 : longestPause)
        {
            if (tries > MostTries)
                throw new TimeoutException($"In vain until {what}.");
            await Task.Delay(pause, time);
        }
    }
}
