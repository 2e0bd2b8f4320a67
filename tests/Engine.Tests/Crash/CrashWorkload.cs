using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Crash;

/// <summary>
/// Work of every kind whose results show whether anything was lost or done twice: a chain, a fan-out of twenty, retries, timers,
/// events, sub-orchestrations, continue-as-new, and events to another instance that writes down each one it gets.
/// </summary>
static class CrashWorkload
{
    public const int Rounds = 3;
    public const int ChildrenPerRound = 3;
    const int ChainLength = 4;
    const int FanOut = 20;

    static readonly string[] everyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated", "Canceled"];

    /// <summary>What an undisturbed run returns.</summary>
    public static long Expected { get; } = Enumerable.Range(0, Rounds).Sum(Round);

    /// <summary>What the listener of one run writes down.</summary>
    public static IEnumerable<int> ExpectedTicks => Enumerable.Range(0, Rounds);

    /// <param name="tasks">Where to register.</param>
    /// <param name="effect">Called with the idempotency key of each activity that runs.</param>
    /// <param name="time">The engine's clock.</param>
    public static void Register(DurableTaskRegistry tasks, Action<string> effect, TimeProvider time)
    {
        var tried = new ConcurrentDictionary<string, bool>();
        tasks.AddActivityFunc<Work, int>("work", async (_, work) =>
        {
            effect(work.Key);

            // Each ends at a moment of its own, so that their results come in as many turns.
            await Task.Delay(TimeSpan.FromMilliseconds(work.Value % 25), time);
            return Result(work.Value);
        });
        tasks.AddActivityFunc<Work, int>("flaky", (_, work) =>
        {
            effect(work.Key);
            return tried.TryAdd(work.Key, true) ? throw new TimeoutException("the first attempt is lost") : Result(work.Value);
        });
        tasks.AddOrchestratorFunc<Work, int>("child", async (context, work) =>
        {
            var x = await context.CallActivityAsync<int>("work", new Work($"{work.Key}/first", work.Value));
            await context.CreateTimer(TimeSpan.FromMilliseconds(3), CancellationToken.None);
            return await context.CallActivityAsync<int>("work", new Work($"{work.Key}/last", x));
        });
        tasks.AddOrchestratorFunc<State, long>("root", RootAsync);
        tasks.AddOrchestratorFunc("listener", ListenAsync);
    }

    /// <summary>Starts a run and what it talks to. May be called again for the same run, whatever became of the first call.</summary>
    public static async Task Begin(DurableTaskClient client, string id)
    {
        await Start(client, "listener", $"{id}-log", null);
        await Start(client, "root", id, new State(id, 0, 0));
        for (var round = 0; round < Rounds; round++)
            await client.RaiseEventAsync(id, $"go-{round}", round);
    }

    /// <summary>Waits for a run and checks that its results are those of an undisturbed one.</summary>
    public static async Task Check(DurableTaskClient client, string id)
    {
        var root = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        Assert.Equal(Expected, EngineUnderTest.Output<long>(root));
        var log = await client.WaitForInstanceCompletionAsync($"{id}-log", getInputsAndOutputs: true);
        Assert.Equal(ExpectedTicks, EngineUnderTest.Output<List<int>>(log));
    }

    static async Task<long> RootAsync(TaskOrchestrationContext context, State state)
    {
        var key = $"{state.Id}/{state.Round}";
        var x = state.Round;
        for (var i = 0; i < ChainLength; i++)
            x = await context.CallActivityAsync<int>("work", new Work($"{key}/chain/{i}", x));
        var fan = Enumerable.Range(0, FanOut).Select(i => context.CallActivityAsync<int>("work", new Work($"{key}/fan/{i}", i))).ToList();
        var children = Enumerable.Range(0, ChildrenPerRound)
            .Select(i => context.CallSubOrchestratorAsync<int>("child", new Work($"{key}/child/{i}", i))).ToList();
        var go = context.WaitForExternalEvent<int>($"go-{state.Round}", TimeSpan.FromDays(1));
        await context.CreateTimer(TimeSpan.FromMilliseconds(4), CancellationToken.None);
        var retried = await context.CallActivityAsync<int>(
            "flaky", new Work($"{key}/flaky", x), TaskOptions.FromRetryPolicy(new RetryPolicy(50, TimeSpan.FromMilliseconds(2))));
        var sum = state.Sum + (await Task.WhenAll(fan)).Sum() + (await Task.WhenAll(children)).Sum() + await go + retried;
        context.SendEvent($"{state.Id}-log", "tick", state.Round);
        context.SetCustomStatus($"round {state.Round}");
        if (state.Round == Rounds - 1)
            context.SendEvent($"{state.Id}-log", "finish", sum);
        else
            context.ContinueAsNew(state with { Round = state.Round + 1, Sum = sum });
        return sum;
    }

    static async Task<List<int>> ListenAsync(TaskOrchestrationContext context)
    {
        var ticks = new List<int>();
        var finish = context.WaitForExternalEvent<long>("finish");
        while (true)
        {
            var tick = context.WaitForExternalEvent<int>("tick");
            if (await Task.WhenAny(tick, finish) == finish)
                return ticks;
            ticks.Add(await tick);
        }
    }

    static async Task Start(DurableTaskClient client, string name, string id, object? input)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id) { DedupeStatuses = everyStatus });
        }
        catch (Engine.Instances.OrchestrationAlreadyExistsException)
        {
            // An earlier call got through, though it may not have heard so.
        }
    }

    static int Result(int value) => (value * 3) + 1;

    static long Round(int round)
    {
        var x = round;
        for (var i = 0; i < ChainLength; i++)
            x = Result(x);
        return Enumerable.Range(0, FanOut).Sum(Result)
            + Enumerable.Range(0, ChildrenPerRound).Sum(i => Result(Result(i)))
            + round
            + Result(x);
    }

    /// <summary>What an activity is asked to do.</summary>
    /// <param name="Key">The same for every attempt at the same intent.</param>
    /// <param name="Value">What to reckon with.</param>
    public sealed record Work(string Key, int Value);

    /// <summary>Where a run stands.</summary>
    public sealed record State(string Id, int Round, long Sum);
}
