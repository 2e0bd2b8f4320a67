using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Waits;

namespace Orchestrations.Engine.Tests.Waits;

/// <summary>Why instances wait, read from the file while the engine runs and after it has stopped.</summary>
public class WaitingInstancesTests
{
    static readonly TimeSpan hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Instances_ThatWait_SayForWhat(bool running)
    {
        var gate = new TaskCompletionSource();
        return EngineUnderTest.On(Head.File, tasks => Tasks(tasks, gate.Task), async engine =>
        {
            foreach (var name in new[] { "activity", "timer", "event", "parent", "either" })
                await engine.Start(name, id: name);
            await engine.Start("event", id: "paused");
            await engine.Until("paused", OrchestrationRuntimeStatus.Running);
            await engine.Client.SuspendInstanceAsync("paused");
            await engine.Until("paused", OrchestrationRuntimeStatus.Suspended);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "event", null, new StartOrchestrationOptions("later", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            await engine.Run("quick", id: "quick");
            await engine.Until("child", OrchestrationRuntimeStatus.Running);
            await engine.Until("either", OrchestrationRuntimeStatus.Running);
            await engine.Until(() => Task.FromResult(engine.Engine.Statistics.RunningActivities == 1));
            if (!running)
                await engine.Engine.DisposeAsync();

            var found = Read(engine.File, tasks => Tasks(tasks, gate.Task)).ToDictionary(instance => instance.Id);
            Assert.Equal(8, found.Count);
            Assert.Equal((WaitKind.Activity, "slow"), Only(found["activity"]));
            Assert.Equal((WaitKind.Timer, ""), Only(found["timer"]));
            Assert.InRange(found["timer"].Waits[0].At!.Value - engine.Now, TimeSpan.FromHours(9), TimeSpan.FromHours(10));
            Assert.Equal((WaitKind.Event, "go"), Only(found["event"]));
            Assert.Equal((WaitKind.Child, "event"), Only(found["parent"]));
            Assert.Equal("child", found["parent"].Waits[0].ChildId);
            Assert.Equal((WaitKind.Event, "go"), Only(found["child"]));
            Assert.Equal([WaitKind.Timer, WaitKind.Event], found["either"].Waits.Select(wait => wait.Kind));
            Assert.Equal([WaitKind.Event, WaitKind.Resume], found["paused"].Waits.Select(wait => wait.Kind));
            Assert.Equal((WaitKind.Start, ""), Only(found["later"]));
            Assert.All(found.Values, instance => Assert.Null(instance.TroubleAt(engine.Now, hour)));

            var later = engine.Now + TimeSpan.FromDays(2);
            var troubled = found.Values.Where(instance => instance.TroubleAt(later, hour) is not null).Select(instance => instance.Id);
            Assert.Equal(["activity", "either", "timer"], troubled.Order(StringComparer.Ordinal));
            gate.SetResult();
        });
    }

    [Fact]
    public Task Timer_ThatTheCodeCancelled_IsNotWaitedFor() => EngineUnderTest.On(Head.File, Ungated, async engine =>
    {
        await engine.Start("either then event", id: "e");
        await engine.Until("e", OrchestrationRuntimeStatus.Running);
        await engine.Client.RaiseEventAsync("e", "go");
        await engine.UntilCustomStatus("e", "second");
        Assert.Equal((WaitKind.Event, "again"), Only(Read(engine.File, Ungated).Single()));
    });

    [Fact]
    public Task Instance_WhoseCodeIsGoneOrDiffers_SaysSo() => EngineUnderTest.On(Head.File, Ungated, async engine =>
    {
        await engine.Start("timer", id: "t");
        await engine.Start("event", id: "e");
        await engine.Until("t", OrchestrationRuntimeStatus.Running);
        await engine.Until("e", OrchestrationRuntimeStatus.Running);
        var found = Read(engine.File, tasks => tasks.AddOrchestratorFunc("timer", _ => Task.FromResult(1))).ToDictionary(instance => instance.Id);
        Assert.Contains("ORC-ENGINE-001", found["t"].Problem, StringComparison.Ordinal);
        Assert.Contains("no orchestrator 'event'", found["e"].Problem, StringComparison.Ordinal);
        Assert.Equal(found["e"].Problem, found["e"].TroubleAt(engine.Now, hour));
    });

    [Fact]
    public Task Instance_ById_SaysForWhatItWaits() => EngineUnderTest.On(Head.File, Ungated, async engine =>
    {
        await engine.Start("either", id: "e");
        await engine.Start("event", id: "other");
        await engine.Until("e", OrchestrationRuntimeStatus.Running);
        await engine.Run("quick", id: "quick");
        var instances = Instances(Ungated);
        Assert.Equal([WaitKind.Timer, WaitKind.Event], instances.Find(engine.File, "e")!.Waits.Select(wait => wait.Kind));
        Assert.Null(instances.Find(engine.File, "quick"));
        Assert.Null(instances.Find(engine.File, "' OR ''='"));
    });

    [Fact]
    public void File_ThatIsMissing_IsRefused() => Assert.Equal(
        "ORC-STORE-010",
        Assert.Throws<StorageException>(() => Read(Path.Combine(Path.GetTempPath(), "no such folder", "engine.db"), _ => { })).Code);

    static (WaitKind, string) Only(WaitingInstance instance) => (Assert.Single(instance.Waits).Kind, instance.Waits[0].Name);

    static IReadOnlyList<WaitingInstance> Read(string file, Action<DurableTaskRegistry> tasks) =>
        Instances(tasks).Read(file, 100);

    static WaitingInstances Instances(Action<DurableTaskRegistry> tasks) =>
        new(EngineUnderTest.Table(tasks), new ServiceCollection().BuildServiceProvider());

    static void Ungated(DurableTaskRegistry tasks) => Tasks(tasks, Task.CompletedTask);

    static void Tasks(DurableTaskRegistry tasks, Task gate)
    {
        tasks.AddActivityFunc("slow", async _ => await gate);
        tasks.AddOrchestratorFunc("quick", _ => Task.FromResult("done"));
        tasks.AddOrchestratorFunc("activity", context => context.CallActivityAsync("slow"));
        tasks.AddOrchestratorFunc("timer", context => context.CreateTimer(TimeSpan.FromHours(10), CancellationToken.None));
        tasks.AddOrchestratorFunc("event", context => context.WaitForExternalEvent<string>("go"));
        tasks.AddOrchestratorFunc("parent", context =>
            context.CallSubOrchestratorAsync("event", options: new SubOrchestrationOptions(instanceId: "child")));
        tasks.AddOrchestratorFunc("either", Either);
        tasks.AddOrchestratorFunc("either then event", async context =>
        {
            await Either(context);
            context.SetCustomStatus("second");
            await context.WaitForExternalEvent<string>("again");
        });
    }

    static async Task Either(TaskOrchestrationContext context)
    {
        using var over = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromHours(10), over.Token);
        var go = context.WaitForExternalEvent<string>("go");
        if (await Task.WhenAny(timer, go) == go)
            over.Cancel();
    }
}
