using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Execution;

public class ReplayTests
{
    [Theory, EachHead]
    public Task ReplayFlag_AfterARestart_IsSetForThePastOnly(Head head)
    {
        var seen = new ConcurrentQueue<string>();
        return EngineUnderTest.On(head, Tasks, async engine =>
        {
            var id = await engine.Start("watch");
            await engine.UntilCustomStatus(id, "waiting");
            Assert.Equal(["start False", "answered False"], seen);
            seen.Clear();

            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "go");
            EngineUnderTest.Output<int>(await engine.End(id));

            Assert.Equal(["start True", "answered True", "gone False"], seen);
        });

        void Tasks(DurableTaskRegistry tasks)
        {
            tasks.AddActivityFunc("answer", _ => 42);
            tasks.AddOrchestratorFunc("watch", async context =>
            {
                seen.Enqueue($"start {context.IsReplaying}");
                var answer = await context.CallActivityAsync<int>("answer");
                seen.Enqueue($"answered {context.IsReplaying}");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<object>("go");
                seen.Enqueue($"gone {context.IsReplaying}");
                return answer;
            });
        }
    }

    [Theory, EachHead]
    public Task Instance_BetweenTurns_StaysInMemoryAndIsNotReplayed(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("next", (_, x) => x + 1);
            tasks.AddOrchestratorFunc("chain", async context =>
            {
                var x = 0;
                for (var i = 0; i < 30; i++)
                    x = await context.CallActivityAsync<int>("next", x);
                return x;
            });
        },
        async engine =>
        {
            Assert.Equal(30, await engine.Result<int>("chain"));
            Assert.Equal(0, engine.Engine.Statistics.ReplayedEvents);
        });

    [Theory, EachHead]
    public Task Instances_OverTheLimitOfMemory_AreRebuiltWhenNeeded(Head head) => EngineUnderTest.On(
        head,
        options => options.MaxInstancesInMemory = 3,
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("next", (_, x) => x + 1);
            tasks.AddOrchestratorFunc("wait", async context =>
            {
                var x = await context.CallActivityAsync<int>("next", 1);
                context.SetCustomStatus("waiting");
                x += await context.WaitForExternalEvent<int>("more");
                return await context.CallActivityAsync<int>("next", x);
            });
        },
        async engine =>
        {
            for (var i = 0; i < 20; i++)
                await engine.Start("wait", id: $"w{i}");
            for (var i = 0; i < 20; i++)
                await engine.UntilCustomStatus($"w{i}", "waiting");
            await engine.UntilQuiet();
            Assert.InRange(engine.Engine.Statistics.LoadedInstances, 0, 4);

            for (var i = 0; i < 20; i++)
                await engine.Client.RaiseEventAsync($"w{i}", "more", i);
            for (var i = 0; i < 20; i++)
                Assert.Equal(3 + i, EngineUnderTest.Output<int>(await engine.End($"w{i}")));
            Assert.True(engine.Engine.Statistics.ReplayedEvents > 0);
        });

    [Theory, EachHead]
    public Task CurrentUtcDateTime_WithinATurn_StandsStill(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("clock", async context =>
        {
            var first = context.CurrentUtcDateTime;
            SpinWait.SpinUntil(static () => false, 5);
            var same = context.CurrentUtcDateTime == first && first.Kind == DateTimeKind.Utc;
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            return (same, later: context.CurrentUtcDateTime >= first.AddMilliseconds(20));
        }),
        async engine => Assert.Equal((true, true), await engine.Result<(bool, bool)>("clock")));

    [Theory, EachHead]
    public Task CurrentUtcDateTime_OnReplay_IsTheRecordedOne(Head head)
    {
        var seen = new ConcurrentQueue<DateTime>();
        return EngineUnderTest.On(
            head,
            tasks => tasks.AddOrchestratorFunc("clock", async context =>
            {
                seen.Enqueue(context.CurrentUtcDateTime);
                await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                seen.Enqueue(context.CurrentUtcDateTime);
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<object>("go");
            }),
            async engine =>
            {
                var id = await engine.Start("clock");
                await engine.UntilCustomStatus(id, "waiting");
                var before = seen.ToArray();
                seen.Clear();
                await engine.Restart();
                await engine.Client.RaiseEventAsync(id, "go");
                await engine.End(id);
                Assert.Equal(before, seen);
            });
    }

    [Theory, EachHead]
    public Task Requests_InTheOrderOfTheCode_GetSequenceIdsFromZero(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("a", _ => 1);
            tasks.AddOrchestratorFunc("child", _ => 2);
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                var activity = context.CallActivityAsync<int>("a");
                context.SendEvent("nobody", "hello", 1);
                await Task.WhenAll(timer, activity, context.CallSubOrchestratorAsync<int>("child"));
                await context.CallActivityAsync<int>("a");
            });
        },
        async engine =>
        {
            var ended = await engine.Run("parent");
            Assert.Equal(
                ["0 TimerCreated", "1 TaskScheduled", "2 EventSent", "3 SubOrchestrationCreated", "4 TaskScheduled"],
                (await engine.History(ended.InstanceId)).Select(Request).Where(request => request is not null));
        });

    static string? Request(HistoryEvent happened) => happened switch
    {
        TimerCreated e => $"{e.EventId} {nameof(TimerCreated)}",
        TaskScheduled e => $"{e.EventId} {nameof(TaskScheduled)}",
        EventSent e => $"{e.EventId} {nameof(EventSent)}",
        SubOrchestrationCreated e => $"{e.EventId} {nameof(SubOrchestrationCreated)}",
        _ => null,
    };
}
