using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Retention;

namespace Orchestrations.Engine.Tests.Retention;

public class RetentionSweepTests
{
    static readonly RetentionPolicy aWeek = new(TimeSpan.FromDays(7), TimeSpan.FromDays(30), null);

    [Fact]
    public Task Sweep_RemovesEachStatusAfterItsAge() => EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
    {
        await engine.Run("quick", id: "completed");
        await engine.Run("fails", id: "failed");
        await engine.Start("wait", id: "terminated");
        await engine.Until("terminated", OrchestrationRuntimeStatus.Running);
        await engine.Client.TerminateInstanceAsync("terminated");
        await engine.End("terminated");
        await engine.Start("wait", id: "running");
        var sweep = Sweep(engine);

        await Days(engine, 6.9);
        Assert.Equal(0, await sweep.RunOnceAsync(CancellationToken.None));
        await Days(engine, 0.2);
        Assert.Equal(1, await sweep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(["failed", "running", "terminated"], await Ids(engine));
        await Days(engine, 400);
        Assert.Equal(1, await sweep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(["running", "terminated"], await Ids(engine));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get("running")).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Sweep_TakesChildrenWithTheirParentAndNotBefore(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Start("parent", "then waits", id: "open");
        await engine.Until("open-child-child", OrchestrationRuntimeStatus.Completed);
        await engine.Run("parent", "then ends", id: "done");
        await engine.UntilQuiet();
        Assert.Equal(6, (await Ids(engine)).Count);

        // Everything that has ended is due; the open parent keeps its ended child and grandchild.
        var sweep = Sweep(engine, new RetentionPolicy(TimeSpan.FromTicks(1), null, null));
        await engine.Pause(5);
        Assert.Equal(3, await sweep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(["open", "open-child", "open-child-child"], await Ids(engine));
        Assert.Equal(0, await sweep.RunOnceAsync(CancellationToken.None));

        await engine.Client.RaiseEventAsync("open", "go");
        await engine.End("open");
        await engine.Pause(5);
        Assert.Equal(3, await sweep.RunOnceAsync(CancellationToken.None));
        Assert.Empty(await Ids(engine));
    });

    [Theory, EachHead]
    public Task Sweep_OfAnOrphan_GoesByItsOwnAge(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("parent", "then ends", id: "done");
        await engine.Client.PurgeInstanceAsync("done");
        await engine.Pause(5);
        Assert.Equal(2, await Sweep(engine, new RetentionPolicy(TimeSpan.FromTicks(1), null, null)).RunOnceAsync(CancellationToken.None));
        Assert.Empty(await Ids(engine));
    });

    [Fact]
    public Task Sweep_OfThousands_LetsTheEngineWork() => EngineUnderTest.On(Head.File, Tasks, async engine =>
    {
        for (var batch = 0; batch < 5; batch++)
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => engine.Run("quick", id: $"old-{batch}-{number}")));
        var sweep = Sweep(engine, new RetentionPolicy(TimeSpan.FromTicks(1), null, null)).RunOnceAsync(CancellationToken.None);
        for (var number = 0; number < 20; number++)
            Assert.Equal("done", await engine.Result<string>("quick", id: $"new-{number}"));
        Assert.InRange(await sweep, 1000, 1020);
        Assert.DoesNotContain(await Ids(engine), id => id.StartsWith("old", StringComparison.Ordinal));
    });

    [Fact]
    public Task Policy_ThatKeepsAll_RemovesNothing() => EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
    {
        await engine.Run("quick", id: "a");
        await Days(engine, 4000);
        Assert.Equal(0, await Sweep(engine, new RetentionPolicy(null, null, null)).RunOnceAsync(CancellationToken.None));
        Assert.Single(await Ids(engine));
    });

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc("quick", _ => Task.FromResult("done"));
        tasks.AddOrchestratorFunc("fails", Task<string> (_) => throw new InvalidOperationException("no"));
        tasks.AddOrchestratorFunc("wait", context => context.WaitForExternalEvent<string>("go"));
        tasks.AddOrchestratorFunc<string, string>("parent", async (context, then) =>
        {
            if (!context.InstanceId.EndsWith("child-child", StringComparison.Ordinal))
                await context.CallSubOrchestratorAsync("parent", "then ends", new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
            if (then == "then waits")
                await context.WaitForExternalEvent<string>("go");
            return then;
        });
    }

    static RetentionSweep Sweep(EngineUnderTest engine, RetentionPolicy? policy = null) =>
        new(engine.Engine, policy ?? aWeek, engine.Time, NullLogger<RetentionSweep>.Instance);

    // A delay holds seven weeks at most.
    static async Task Days(EngineUnderTest engine, double days)
    {
        for (var left = days; left > 0; left -= 40)
            await Task.Delay(TimeSpan.FromDays(Math.Min(left, 40)), engine.Time);
    }

    static async Task<List<string>> Ids(EngineUnderTest engine)
    {
        var ids = new List<string>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(new OrchestrationQuery()))
            ids.Add(instance.InstanceId);
        ids.Sort(StringComparer.Ordinal);
        return ids;
    }
}
