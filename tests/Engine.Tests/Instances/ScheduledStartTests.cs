using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Instances;

public class ScheduledStartTests
{
    [Theory, EachHead]
    public Task StartAt_InTheFuture_KeepsTheInstancePendingUntilThen(Head head) => EngineUnderTest.On(head, Clock, async engine =>
    {
        var due = engine.Time.GetUtcNow().AddMilliseconds(150);
        var id = await Schedule(engine, due);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Get(id)).RuntimeStatus);
        Assert.True(EngineUnderTest.Output<DateTime>(await engine.End(id)) >= due.UtcDateTime);
    });

    [Theory, EachHead]
    public Task StartAt_InThePast_StartsAtOnce(Head head) => EngineUnderTest.On(head, Clock, async engine =>
        EngineUnderTest.Output<DateTime>(await engine.End(await Schedule(engine, engine.Time.GetUtcNow().AddDays(-1)))));

    [Theory, EachHead]
    public Task StartAt_OverARestart_IsKept(Head head) => EngineUnderTest.On(head, Clock, async engine =>
    {
        var due = engine.Time.GetUtcNow().AddMilliseconds(200);
        var id = await Schedule(engine, due);
        await engine.Restart();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Get(id)).RuntimeStatus);
        Assert.True(EngineUnderTest.Output<DateTime>(await engine.End(id)) >= due.UtcDateTime);
        await engine.Restart();
        Assert.Equal(0, engine.Engine.Statistics.Timers);
    });

    [Theory, EachHead]
    public Task StartAt_ThatPassedWhileTheEngineWasDown_StartsWithTheEngine(Head head) => EngineUnderTest.On(head, Clock, async engine =>
    {
        var id = await Schedule(engine, engine.Time.GetUtcNow().AddMilliseconds(40));
        await engine.Engine.DisposeAsync();
        await engine.Pause(60);
        await engine.Restart();
        EngineUnderTest.Output<DateTime>(await engine.End(id));
    });

    [Theory, EachHead]
    public Task Suspend_BeforeAScheduledStart_HoldsBackWhatTheCodeAsksFor(Head head)
    {
        var runs = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("work", _ => Interlocked.Increment(ref runs));
                tasks.AddOrchestratorFunc("later", async context => await context.CallActivityAsync<int>("work"));
            },
            async engine =>
            {
                var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                    "later", null, new StartOrchestrationOptions { StartAt = engine.Time.GetUtcNow().AddMilliseconds(60) });
                await engine.Client.SuspendInstanceAsync(id);
                await engine.Until(id, OrchestrationRuntimeStatus.Suspended);
                await engine.UntilQuiet();
                Assert.Equal(0, runs);
                await engine.Restart();
                Assert.Equal(0, runs);
                await engine.Client.ResumeInstanceAsync(id);
                Assert.Equal(1, EngineUnderTest.Output<int>(await engine.End(id)));
            });
    }

    [Theory, EachHead]
    public Task Events_SentBeforeAScheduledStart_AreReceivedInOrderAfterIt(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("collect", async context =>
        {
            var received = new List<int>();
            while (received.Count < 3)
                received.Add(await context.WaitForExternalEvent<int>("e"));
            return received;
        }),
        async engine =>
        {
            var due = engine.Time.GetUtcNow().AddMilliseconds(200);
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("collect", null, new StartOrchestrationOptions { StartAt = due });
            await engine.Client.RaiseEventAsync(id, "e", 1);
            await engine.Client.RaiseEventAsync(id, "e", 2);
            await engine.UntilQuiet();
            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Get(id)).RuntimeStatus);
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "e", 3);
            Assert.Equal([1, 2, 3], EngineUnderTest.Output<List<int>>(await engine.End(id)));
            Assert.True(engine.Time.GetUtcNow() >= due);
        });

    static Task<string> Schedule(EngineUnderTest engine, DateTimeOffset at) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync("clock", null, new StartOrchestrationOptions { StartAt = at });

    static void Clock(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("clock", context => context.CurrentUtcDateTime);
}
