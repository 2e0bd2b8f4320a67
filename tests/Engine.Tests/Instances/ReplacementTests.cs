using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Storage;

namespace Orchestrations.Engine.Tests.Instances;

public class ReplacementTests
{
    static readonly StartOrchestrationOptions Anything = new("one") { DedupeStatuses = [] };

    [Theory, EachHead]
    public Task Replacement_OfARunningInstance_EndsItForThoseWhoWait(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        await engine.Start("wait", "old", "one");
        await engine.Until("one", OrchestrationRuntimeStatus.Running);
        var waiter = engine.End("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", "new", Anything);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await waiter).RuntimeStatus);
        await engine.Client.RaiseEventAsync("one", "e");
        Assert.Equal("new", EngineUnderTest.Output<string>(await engine.End("one")));
    });

    [Theory, EachHead]
    public Task Replacement_ManyTimesOver_LeavesNothingLoadedOrSet(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        for (var i = 0; i < 100; i++)
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", $"{i}", Anything);
        await engine.Until("one", OrchestrationRuntimeStatus.Running);
        await engine.UntilQuiet();
        var statistics = engine.Engine.Statistics;
        Assert.Equal((1, 1, 1), (statistics.ActiveInstances, statistics.LoadedInstances, statistics.Timers));
        await engine.Client.RaiseEventAsync("one", "e");
        Assert.Equal("99", EngineUnderTest.Output<string>(await engine.End("one")));
        Assert.Equal(0, engine.Engine.Statistics.LoadedInstances);
    });

    // Whoever is created and replaced within one transaction must not run on beside its successor.
    [Fact]
    public async Task Replacement_WithinOneGroupOfCommits_LetsOnlyTheLastOneRun()
    {
        var ran = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var store = new HeldStore(new MemoryDurableStore());
        await using var engine = DurableEngine.OnWallClock(store, EngineUnderTest.Parts(Tasks, TestClock.Wall));
        engine.Start();
        store.Hold();
        var first = engine.Client.ScheduleNewOrchestrationInstanceAsync("effect", "first in the queue", new StartOrchestrationOptions("zero"));
        var starts = Enumerable.Range(0, 50).Select(i => engine.Client.ScheduleNewOrchestrationInstanceAsync("effect", $"{i}", Anything)).ToList();
        store.Release();
        await Task.WhenAll(starts.Append(first)).WaitAsync(TestClock.Patience);
        Assert.Equal(
            "49", (await engine.Client.WaitForInstanceCompletionAsync("one", true).WaitAsync(TestClock.Patience)).ReadOutputAs<string>());
        await engine.StopAsync(TestClock.Patience, TestClock.Wall);
        Assert.DoesNotContain(ran, effect => effect is not ("49" or "first in the queue"));

        void Tasks(DurableTaskRegistry tasks)
        {
            tasks.AddActivityFunc<string, string>("effect", (_, text) =>
            {
                ran.Enqueue(text);
                return text;
            });
            tasks.AddOrchestratorFunc<string, string>("effect", async (context, text) => await context.CallActivityAsync<string>("effect", text));
        }
    }

    [Fact]
    public async Task Starts_OfOneIdFromManyThreads_LetExactlyOneWin() => await EngineUnderTest.On(Head.File, Waiting, async engine =>
    {
        for (var round = 0; round < 10; round++)
        {
            var id = $"contested-{round}";
            var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
            {
                try
                {
                    await engine.Start("wait", $"{i}", id);
                    return i;
                }
                catch (OrchestrationAlreadyExistsException taken)
                {
                    Assert.Equal(id, taken.InstanceId);
                    return -1;
                }
            })));
            var winner = Assert.Single(starts, i => i >= 0);
            await engine.Client.RaiseEventAsync(id, "e");
            Assert.Equal($"{winner}", EngineUnderTest.Output<string>(await engine.End(id)));
        }
    });

    static void Waiting(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string, string>("wait", async (context, input) =>
    {
        using var stop = new CancellationTokenSource();
        _ = context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
        await context.WaitForExternalEvent<object>("e");
        stop.Cancel();
        return input;
    });
}
