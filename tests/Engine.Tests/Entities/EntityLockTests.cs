using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Waits;

namespace Orchestrations.Engine.Tests.Entities;

/// <summary>Critical sections over several entities: nobody waits in a circle, nobody comes between, nobody keeps a lock for good.</summary>
public class EntityLockTests
{
    [Theory, EachHead]
    public Task Transfers_InBothDirectionsAtOnce_LoseNothingAndDoNotBlockEachOther(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc<int, bool>("transfer", async (context, number) =>
        {
            var (from, to) = number % 2 == 0 ? (Counter.A, Counter.B) : (Counter.B, Counter.A);
            await using (await context.Entities.LockEntitiesAsync(from, to, from))
            {
                Assert.True(context.Entities.InCriticalSection(out var locked));
                Assert.Equal([Counter.A, Counter.B], locked);
                if (await context.Entities.CallEntityAsync<int>(from, "get") < 10)
                    return false;
                await Task.WhenAll(
                    context.Entities.CallEntityAsync(from, "add", -10), context.Entities.CallEntityAsync(to, "add", 10));
            }

            Assert.False(context.Entities.InCriticalSection());
            return true;
        }),
        async engine =>
        {
            var entities = engine.Client.Entities;
            await entities.SignalEntityAsync(Counter.A, "add", 50);
            await entities.SignalEntityAsync(Counter.B, "add", 50);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => engine.Result<bool>("transfer", i, $"t{i}")));
            await engine.UntilQuiet();
            var (a, b) = (await entities.GetEntityAsync<int>(Counter.A), await entities.GetEntityAsync<int>(Counter.B));
            Assert.Equal(100, a!.State + b!.State);
            Assert.InRange(a.State, 0, 100); // Nobody came between the look and the transfer.
            Assert.Null(a.LockedBy);
            Assert.Null(b.LockedBy);
            Assert.Empty(engine.Engine.Store.Entities.RecoverMessages());
        });

    [Theory, EachHead]
    public Task Lock_WhileItIsHeld_KeepsOthersWaiting(Head head) => EngineUnderTest.On(head, tasks => Holder(tasks), async engine =>
    {
        var entities = engine.Client.Entities;
        await engine.Start("holder", id: "h");
        await engine.UntilCustomStatus("h", "locked");
        await entities.SignalEntityAsync(Counter.A, "add", 100);
        await engine.Start("caller", id: "c");
        await engine.UntilQuiet();
        var held = (await entities.GetEntityAsync<int>(Counter.A))!;
        Assert.Equal((1, "h"), (held.State, held.LockedBy));

        await engine.Restart();
        await engine.Client.RaiseEventAsync("h", "go");
        Assert.Equal(2, EngineUnderTest.Output<int>(await engine.End("h")));
        Assert.Equal(1102, EngineUnderTest.Output<int>(await engine.End("c")));
    });

    [Theory, EachHead]
    public Task Lock_OfAnOrchestrationThatEnds_IsReleased(Head head) => EngineUnderTest.On(head, tasks => Holder(tasks), async engine =>
    {
        var ends = new (string Id, Func<string, Task> End)[]
        {
            ("terminated", id => engine.Client.TerminateInstanceAsync(id)),
            ("forced", id => engine.Engine.ForceTerminateAsync(id, null, CancellationToken.None)),
            ("failed", id => engine.Client.RaiseEventAsync(id, "fail")),
            ("left", id => engine.Client.RaiseEventAsync(id, "leave")),
            ("continued", id => engine.Client.RaiseEventAsync(id, "again")),
            ("replaced", id => engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "noop", 1, new StartOrchestrationOptions(id) { DedupeStatuses = [] })),
        };
        foreach (var (id, end) in ends)
        {
            await engine.Start("holder", id: id);
            await engine.UntilCustomStatus(id, "locked");
            await engine.UntilQuiet();
            Assert.Equal(id, (await engine.Client.Entities.GetEntityAsync(Counter.A))!.LockedBy);
            await end(id);
            await engine.Run("caller", id: $"after-{id}");
            await engine.UntilQuiet();
            Assert.Null((await engine.Client.Entities.GetEntityAsync(Counter.A))!.LockedBy);
            Assert.Empty(engine.Engine.Store.Entities.RecoverMessages());
        }
    });

    [Theory, EachHead]
    public Task Lock_OfAnOrchestrationThatEndsWhileItWaits_IsNeverTaken(Head head) => EngineUnderTest.On(head, tasks => Holder(tasks), async engine =>
    {
        await engine.Start("holder", id: "h");
        await engine.UntilCustomStatus("h", "locked");
        await engine.Start("holder", id: "late");
        await engine.UntilQuiet();
        if (head == Head.File)
        {
            await using var services = new ServiceCollection().BuildServiceProvider();
            var waiting = new WaitingInstances(EngineUnderTest.Table(tasks => Holder(tasks)), services).Read(engine.File, 10);
            var wait = Assert.Single(waiting.Single(instance => instance.Id == "late").Waits);
            Assert.Equal((WaitKind.Entity, $"{Counter.A}, {Counter.B}"), (wait.Kind, wait.Name));
            var trouble = waiting.Single(instance => instance.Id == "late").TroubleAt(engine.Now.AddDays(1), TimeSpan.FromHours(1));
            Assert.Contains("has not answered", trouble!, StringComparison.Ordinal);
        }

        await engine.Client.TerminateInstanceAsync("late");
        await engine.End("late");
        await engine.Client.RaiseEventAsync("h", "go");
        await engine.End("h");
        await engine.Run("caller", id: "c");
        await engine.UntilQuiet();
        Assert.Null((await engine.Client.Entities.GetEntityAsync(Counter.A))!.LockedBy);
    });

    [Theory, EachHead]
    public Task CriticalSection_WithWhatWouldBlock_RefusesIt(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context =>
        {
            var entities = context.Entities;
            await Assert.ThrowsAsync<ArgumentException>(() => entities.LockEntitiesAsync(Array.Empty<EntityInstanceId>()));
            await using (await entities.LockEntitiesAsync(Counter.A))
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => entities.LockEntitiesAsync(Counter.B));
                await Assert.ThrowsAsync<InvalidOperationException>(() => entities.CallEntityAsync(Counter.B, "get"));
                await Assert.ThrowsAsync<InvalidOperationException>(() => entities.SignalEntityAsync(Counter.A, "add", 1));
                await Assert.ThrowsAsync<InvalidOperationException>(() => context.CallSubOrchestratorAsync("noop", 1));
                await entities.SignalEntityAsync(Counter.B, "add", 1);
                var first = entities.CallEntityAsync(Counter.A, "add", 1);
                await Assert.ThrowsAsync<InvalidOperationException>(() => entities.CallEntityAsync(Counter.A, "add", 1));
                await first;
                await entities.CallEntityAsync(Counter.A, "add", 1);
                await Assert.ThrowsAsync<EntityOperationFailedException>(() => entities.CallEntityAsync(Counter.A, "spoil", 1));
                await entities.CallEntityAsync(Counter.A, "add", 1);
            }

            await context.CallSubOrchestratorAsync("noop", 1);
            await using (await entities.LockEntitiesAsync(Counter.B))
                return await entities.CallEntityAsync<int>(Counter.B, "get");
        }),
        async engine =>
        {
            Assert.Equal(1, await engine.Result<int>("main"));
            Assert.Equal(3, (await engine.Client.Entities.GetEntityAsync<int>(Counter.A))!.State);
        });

    [Theory, EachHead]
    public Task Rewind_OfAFailureInACriticalSection_IsRefused(Head head) => EngineUnderTest.On(head, tasks => Holder(tasks), async engine =>
    {
        await engine.Start("holder", id: "h");
        await engine.UntilCustomStatus("h", "locked");
        await engine.Client.RaiseEventAsync("h", "fail");
        await engine.End("h");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RewindInstanceAsync("h", ""));
        Assert.Contains("ORC-ENGINE-013", refused.Message, StringComparison.Ordinal);
    });

    [Theory, EachHead]
    public Task Rewind_OfAFailedCall_CallsAgain(Head head)
    {
        var broken = true;
        return EngineUnderTest.On(
            head,
            tasks => Tasks(tasks)
                .AddEntity("shaky", _ => new Shaky(() => broken))
                .AddOrchestratorFunc("main", context => context.Entities.CallEntityAsync<string>(new EntityInstanceId("shaky", "s"), "try")),
            async engine =>
            {
                Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("main", id: "m")).RuntimeStatus);
                broken = false;
                await engine.Client.RewindInstanceAsync("m", "mended");
                Assert.Equal("done", EngineUnderTest.Output<string>(await engine.End("m")));
            });
    }

    [Theory, EachHead]
    public Task Replay_OfACallToAnotherEntity_IsFound(Head head) => EngineUnderTest.On(head, tasks => Holder(tasks), async engine =>
    {
        await engine.Start("holder", id: "h");
        await engine.UntilCustomStatus("h", "locked");
        await engine.UntilQuiet();
        await engine.Restart(tasks => Tasks(tasks).AddOrchestratorFunc("holder", async context =>
        {
            await context.Entities.LockEntitiesAsync(Counter.B);
            await context.WaitForExternalEvent<object>("go");
        }).AddOrchestratorFunc("caller", context => context.Entities.CallEntityAsync<int>(Counter.A, "addandget", 1001)));
        await engine.Client.RaiseEventAsync("h", "go");
        Assert.Contains("ORC-ENGINE-001", (await engine.End("h")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1002, await engine.Result<int>("caller")); // It was failed, so its locks went with it.
    });

    static DurableTaskRegistry Tasks(DurableTaskRegistry tasks) =>
        tasks.AddEntity<Counter>().AddOrchestratorFunc<int, int>("noop", (_, input) => Task.FromResult(input));

    static DurableTaskRegistry Holder(DurableTaskRegistry tasks) => Tasks(tasks)
        .AddOrchestratorFunc("caller", context => context.Entities.CallEntityAsync<int>(Counter.A, "addandget", 1000))
        .AddOrchestratorFunc<bool, int>("holder", async (context, again) =>
        {
            if (again)
                return -1;
            var exit = await context.Entities.LockEntitiesAsync(Counter.B, Counter.A);
            await context.Entities.CallEntityAsync(Counter.A, "add", 1);
            context.SetCustomStatus("locked");
            var (go, fail, leave, next) = (
                context.WaitForExternalEvent<object>("go"),
                context.WaitForExternalEvent<object>("fail"),
                context.WaitForExternalEvent<object>("leave"),
                context.WaitForExternalEvent<object>("again"));
            var which = await Task.WhenAny(go, fail, leave, next);
            if (which == fail)
                throw new InvalidOperationException("inside");
            if (which == leave)
                return 0;
            if (which == next)
            {
                context.ContinueAsNew(true);
                return 0;
            }

            var count = await context.Entities.CallEntityAsync<int>(Counter.A, "addandget", 1);
            await exit.DisposeAsync();
            await exit.DisposeAsync();
            return count;
        });

    sealed class Shaky(Func<bool> isBroken) : TaskEntity<string>
    {
        public string Try() => isBroken() ? throw new TimeoutException("not yet") : State = "done";

        protected override string InitializeState(TaskEntityOperation entityOperation) => "";
    }
}
