using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Instances;

public class SuspendTests
{
    [Theory, EachHead]
    public Task Suspend_ARunningInstance_QueuesItsEventsInOrderUntilItIsResumed(Head head) => EngineUnderTest.On(head, Collector, async engine =>
    {
        var id = await engine.Start("collect", 5);
        await engine.Client.SuspendInstanceAsync(id, "lunch");
        await engine.Until(id, OrchestrationRuntimeStatus.Suspended);
        for (var i = 0; i < 5; i++)
            await engine.Client.RaiseEventAsync(id, "e", i);
        await engine.UntilQuiet();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Get(id)).RuntimeStatus);
        await engine.Client.ResumeInstanceAsync(id, "back");
        Assert.Equal([0, 1, 2, 3, 4], EngineUnderTest.Output<List<int>>(await engine.End(id)));
    });

    [Theory, EachHead]
    public Task Suspend_OverARestart_StillHoldsWhatArrived(Head head) => EngineUnderTest.On(head, Collector, async engine =>
    {
        var id = await engine.Start("collect", 3);
        await engine.Client.RaiseEventAsync(id, "e", 1);
        await engine.Client.SuspendInstanceAsync(id);
        await engine.Client.RaiseEventAsync(id, "e", 2);
        await engine.UntilQuiet();
        await engine.Restart();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Get(id)).RuntimeStatus);
        await engine.Client.RaiseEventAsync(id, "e", 3);
        await engine.UntilQuiet();
        await engine.Restart();
        await engine.Client.ResumeInstanceAsync(id);
        Assert.Equal([1, 2, 3], EngineUnderTest.Output<List<int>>(await engine.End(id)));
    });

    [Theory, EachHead]
    public Task Suspend_WithAnActivityAndATimerOpen_DeliversTheirEndsAfterResuming(Head head)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("slow", async _ =>
                {
                    Interlocked.Increment(ref runs);
                    await gate.Task;
                    return 5;
                });
                tasks.AddOrchestratorFunc("both", async context =>
                {
                    var timer = context.CreateTimer(TimeSpan.FromMilliseconds(30), CancellationToken.None);
                    var activity = context.CallActivityAsync<int>("slow");
                    context.SetCustomStatus("open");
                    await Task.WhenAll(timer, activity);
                    return await activity + await context.CallActivityAsync<int>("slow");
                });
            },
            async engine =>
            {
                var id = await engine.Start("both");
                await engine.UntilCustomStatus(id, "open");
                await engine.Client.SuspendInstanceAsync(id);
                await engine.Until(id, OrchestrationRuntimeStatus.Suspended);
                gate.SetResult();
                await engine.Pause(60);
                await engine.UntilQuiet();
                Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Get(id)).RuntimeStatus);
                Assert.Equal(1, runs);

                await engine.Restart();
                await engine.Client.ResumeInstanceAsync(id);
                Assert.Equal(10, EngineUnderTest.Output<int>(await engine.End(id)));
                Assert.Equal(2, runs);
            });
    }

    [Theory, EachHead]
    public Task SuspendAndResume_WithNothingToDo_AreSilent(Head head) => EngineUnderTest.On(head, Collector, async engine =>
    {
        await engine.Client.SuspendInstanceAsync("no such instance");
        await engine.Client.ResumeInstanceAsync("no such instance");
        await engine.Run("collect", 0, "ended");
        await engine.Client.SuspendInstanceAsync("ended");
        await engine.Client.ResumeInstanceAsync("ended");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Get("ended")).RuntimeStatus);

        var id = await engine.Start("collect", 1);
        await engine.Client.ResumeInstanceAsync(id);
        await engine.Client.SuspendInstanceAsync(id);
        await engine.Client.SuspendInstanceAsync(id);
        await engine.Client.ResumeInstanceAsync(id);
        await engine.Client.RaiseEventAsync(id, "e", 1);
        Assert.Equal([1], EngineUnderTest.Output<List<int>>(await engine.End(id)));
    });

    static void Collector(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<int, List<int>>("collect", async (context, count) =>
    {
        var received = new List<int>();
        while (received.Count < count)
            received.Add(await context.WaitForExternalEvent<int>("e"));
        return received;
    });
}
