using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Entities;

/// <summary>Operations of entities: results, states, failures, and what an operation causes.</summary>
public class EntityOperationTests
{
    [Theory, EachHead]
    public Task Call_OfAnOperation_ReturnsItsResultAndKeepsItsState(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context =>
        {
            var entities = context.Entities;
            await entities.CallEntityAsync(Counter.A, "add", 2);
            var first = await entities.CallEntityAsync<int>(Counter.A, "ADDANDGET", 3);
            var slow = await entities.CallEntityAsync<int>(Counter.A, nameof(Counter.AddSlowly), 4);
            var twice = await entities.CallEntityAsync<int>(Counter.A, nameof(Counter.Double));
            var text = await entities.CallEntityAsync<string>(new EntityInstanceId("COUNTER", "a"), nameof(Counter.Describe));
            return $"{first} {slow} {twice} {text}";
        }),
        async engine =>
        {
            Assert.Equal("5 9 18 @counter@a is 18", await engine.Result<string>("main", id: "m"));
            Assert.Equal(18, (await engine.Client.Entities.GetEntityAsync<int>(Counter.A))!.State);
            var history = await engine.History("m");
            Assert.Equal(5, history.OfType<EntityOperationCalled>().Count());
            Assert.Equal(5, history.OfType<EntityOperationCompleted>().Count());
            await engine.Restart();
            Assert.Equal(18, (await engine.Client.Entities.GetEntityAsync<int>(Counter.A))!.State);
        });

    [Theory, EachHead]
    public Task Call_ThatFails_LeavesNoTraceAndTellsTheCallerWhy(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context =>
        {
            await context.Entities.CallEntityAsync(Counter.A, "Add", 7);
            var failed = await Assert.ThrowsAsync<EntityOperationFailedException>(
                () => context.Entities.CallEntityAsync(Counter.A, nameof(Counter.Spoil), 100));
            Assert.Equal((Counter.A, nameof(Counter.Spoil)), (failed.EntityId, failed.OperationName));
            Assert.True(failed.FailureDetails.IsCausedBy<InvalidOperationException>());
            Assert.True(failed.FailureDetails.InnerFailure!.IsCausedBy<TimeoutException>());
            return await context.Entities.CallEntityAsync<int>(Counter.A, "Get");
        }),
        async engine =>
        {
            Assert.Equal(7, await engine.Result<int>("main"));
            await engine.UntilQuiet();
            Assert.Null(await engine.Client.Entities.GetEntityAsync(Counter.B));
            Assert.Null(await engine.Client.GetInstanceAsync("spoiled"));
        });

    [Theory, EachHead]
    public Task Call_ThatNobodyCatches_FailsTheOrchestrationWithItsCause(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context => await context.Entities.CallEntityAsync(Counter.A, "Spoil", 1)),
        async engine =>
        {
            var failure = (await engine.Run("main")).FailureDetails!;
            Assert.Equal(typeof(EntityOperationFailedException).ToString(), failure.ErrorType);
            Assert.Equal("spoiled", failure.InnerFailure!.ErrorMessage);
        });

    [Theory, EachHead]
    public Task Call_OfWhatIsNotThere_SaysSo(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context =>
        {
            var noEntity = await Assert.ThrowsAsync<EntityOperationFailedException>(
                () => context.Entities.CallEntityAsync(new EntityInstanceId("nobody", "x"), "get"));
            var noOperation = await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(Counter.A, "fly"));
            var noInput = await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(Counter.A, "add"));
            return $"{noEntity.FailureDetails.ErrorMessage}\n{noOperation.FailureDetails.ErrorMessage}\n{noInput.FailureDetails.ErrorMessage}";
        }),
        async engine =>
        {
            var reasons = (await engine.Result<string>("main")).Split('\n');
            Assert.Contains("ORC-ENGINE-012", reasons[0], StringComparison.Ordinal);
            Assert.Contains("'fly'", reasons[1], StringComparison.Ordinal);
            Assert.Contains("'amount'", reasons[2], StringComparison.Ordinal);
            await engine.UntilQuiet();
            Assert.Null(await engine.Client.Entities.GetEntityAsync(Counter.A)); // Nothing that failed made it exist.
        });

    [Theory, EachHead]
    public Task Signals_OfOneSender_ArriveInOrderAndOnce(Head head)
    {
        const int Signals = 150;
        return EngineUnderTest.On(
            head,
            tasks => tasks.AddEntity<Diary>("diary").AddOrchestratorFunc("main", async context =>
            {
                var diary = new EntityInstanceId("diary", "d");
                for (var i = 0; i < Signals; i++)
                    await context.Entities.SignalEntityAsync(diary, "write", i);
                return await context.Entities.CallEntityAsync<List<int>>(diary, "read");
            }),
            async engine => Assert.Equal(Enumerable.Range(0, Signals), await engine.Result<List<int>>("main")));
    }

    [Theory, EachHead]
    public Task Operations_OfOneEntity_NeverRunAtTheSameTime(Head head)
    {
        var inside = 0;
        var most = 0;
        return EngineUnderTest.On(
            head,
            tasks => tasks.AddEntity("slow", _ => new Delegate(async operation =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                var count = operation.State.GetState<int>() + 1;
                operation.State.SetState(count);
                return count;
            })).AddOrchestratorFunc<int, int>(
                "caller", (context, _) => context.Entities.CallEntityAsync<int>(new EntityInstanceId("slow", "s"), "next")),
            async engine =>
            {
                var callers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => engine.Result<int>("caller", i, $"c{i}")));
                Assert.Equal(Enumerable.Range(1, 40), callers.Order());
                Assert.Equal(1, most);
            });
    }

    [Theory, EachHead]
    public Task Operation_ThatSignalsAndStarts_CausesBothOnce(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context =>
        {
            await context.Entities.CallEntityAsync(Counter.A, "Add", 10);
            return await context.Entities.CallEntityAsync<string>(Counter.A, nameof(Counter.PassOn), 4);
        }),
        async engine =>
        {
            Assert.Equal("passed-4", await engine.Result<string>("main"));
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.End("passed-4")).RuntimeStatus);
            await engine.UntilQuiet();
            Assert.Equal(6, (await engine.Client.Entities.GetEntityAsync<int>(Counter.A))!.State);
            Assert.Equal(4, (await engine.Client.Entities.GetEntityAsync<int>(Counter.B))!.State);
        });

    [Theory, EachHead]
    public Task State_ThatIsDeleted_LeavesNoEntity(Head head) => EngineUnderTest.On(head, tasks => Tasks(tasks), async engine =>
    {
        var entities = engine.Client.Entities;
        await entities.SignalEntityAsync(Counter.A, "add", 1);
        await engine.Until(async () => await entities.GetEntityAsync(Counter.A) is not null);
        await entities.SignalEntityAsync(Counter.A, "DELETE");
        await engine.Until(async () => await entities.GetEntityAsync(Counter.A) is null);
        await engine.UntilQuiet();
        Assert.Empty(await entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }).ToListAsync());
        Assert.Equal(default, await entities.CleanEntityStorageAsync());
        await entities.SignalEntityAsync(Counter.A, "add", 5);
        await engine.Until(async () => await entities.GetEntityAsync<int>(Counter.A) is { State: 5 });
    });

    [Theory, EachHead]
    public Task Signal_WithATime_WaitsForItAcrossARestart(Head head) => EngineUnderTest.On(
        head,
        tasks => Tasks(tasks).AddOrchestratorFunc("main", async context => await context.Entities.SignalEntityAsync(
            Counter.A, "add", 1, new SignalEntityOptions { SignalTime = context.CurrentUtcDateTime.AddMilliseconds(300) })),
        async engine =>
        {
            var entities = engine.Client.Entities;
            await entities.SignalEntityAsync(Counter.A, "add", 10, new SignalEntityOptions { SignalTime = engine.Now.AddMilliseconds(350) });
            await entities.SignalEntityAsync(Counter.A, "add", 100, new SignalEntityOptions { SignalTime = engine.Now.AddDays(-1) });
            await engine.Run("main");
            await engine.Until(async () => await entities.GetEntityAsync<int>(Counter.A) is { State: 100, BacklogQueueSize: 2 });
            await engine.Restart();
            await engine.Until(async () => await engine.Client.Entities.GetEntityAsync<int>(Counter.A) is { State: 111, BacklogQueueSize: 0 });
        });

    [Theory, EachHead]
    public Task Query_OfEntities_FiltersAndPages(Head head) => EngineUnderTest.On(head, tasks => Tasks(tasks).AddEntity<Diary>(), async engine =>
    {
        var entities = engine.Client.Entities;
        for (var i = 0; i < 5; i++)
            await entities.SignalEntityAsync(new EntityInstanceId("Counter", $"k{i}"), "add", i);
        await entities.SignalEntityAsync(new EntityInstanceId("Diary", "k0"), "write", 1);
        await engine.UntilQuiet();

        var counters = await entities.GetAllEntitiesAsync<int>(new EntityQuery { InstanceIdStartsWith = "COUNTER@k", PageSize = 2 }).ToListAsync();
        Assert.Equal([0, 1, 2, 3, 4], counters.Select(counter => counter.State));
        Assert.Equal("k3", counters[3].Id.Key);
        Assert.Equal(6, (await entities.GetAllEntitiesAsync().ToListAsync()).Count);
        var bare = await entities.GetAllEntitiesAsync(new EntityQuery { InstanceIdStartsWith = "@diary", IncludeState = false }).ToListAsync();
        Assert.False(Assert.Single(bare).IncludesState);
        Assert.Throws<InvalidOperationException>(() => bare[0].State);
        Assert.Empty(await entities.GetAllEntitiesAsync(new EntityQuery { LastModifiedTo = engine.Now.AddHours(-1) }).ToListAsync());
        Assert.Equal(6, (await entities.GetAllEntitiesAsync(new EntityQuery { LastModifiedFrom = engine.Now.AddHours(-1) }).ToListAsync()).Count);
        var whole = (await entities.GetEntityAsync(new EntityInstanceId("diary", "k0")))!;
        Assert.Equal([1], whole.State.ReadAs<List<int>>());
        Assert.InRange(whole.LastModifiedTime.UtcDateTime, engine.Now.AddMinutes(-5), engine.Now);
    });

    [Theory, EachHead]
    public Task Id_ThatCannotBe_IsRefused(Head head) => EngineUnderTest.On(head, tasks => Tasks(tasks), async engine =>
    {
        var entities = engine.Client.Entities;
        foreach (var id in new[] { new EntityInstanceId("c", new string('x', 100)), new EntityInstanceId("c", "ü"), default })
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(() => entities.SignalEntityAsync(id, "add", 1));
            Assert.Contains("ORC-ENGINE-003", refused.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => entities.SignalEntityAsync(Counter.A, ""));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "c"));
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString("@a"));
        Assert.Equal(new EntityInstanceId("a", "b@c"), EntityInstanceId.FromString("@A@b@c"));
    });

    [Theory, EachHead]
    public Task Entities_BeyondTheLimitInMemory_AreReadAgain(Head head) => EngineUnderTest.On(
        head, options => options.MaxInstancesInMemory = 1, tasks => Tasks(tasks), async engine =>
        {
            for (var round = 0; round < 3; round++)
                for (var i = 0; i < 10; i++)
                    await engine.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", $"k{i}"), "add", 1);
            await engine.UntilQuiet();
            var all = await engine.Client.Entities.GetAllEntitiesAsync<int>().ToListAsync();
            Assert.Equal(Enumerable.Repeat(3, 10), all.Select(counter => counter.State));
        });

    static DurableTaskRegistry Tasks(DurableTaskRegistry tasks) =>
        tasks.AddEntity<Counter>().AddOrchestratorFunc<int, int>("noop", (_, input) => Task.FromResult(input));

    sealed class Diary : TaskEntity<List<int>>
    {
        public void Write(int line) => State.Add(line);

        public List<int> Read() => State;
    }

    sealed class Delegate(Func<TaskEntityOperation, ValueTask<object?>> run) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => run(operation);
    }
}
