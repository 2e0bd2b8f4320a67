using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Client;

public class WaitTests
{
    [Theory, EachHead]
    public Task WaitForStart_OfAScheduledInstance_EndsWhenItHasBegun(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "wait", 5, new StartOrchestrationOptions { StartAt = engine.Time.GetUtcNow().AddMilliseconds(50) });
        var started = await engine.Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.Equal(5, started.ReadInputAs<int>());
    });

    [Theory, EachHead]
    public Task WaitForCompletion_ByManyAtOnce_TellsAllOfThem(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var id = await engine.Start("wait", 1);
        var waits = Enumerable.Range(0, 20).Select(_ => engine.End(id)).ToList();
        await engine.Client.RaiseEventAsync(id, "e", 3);
        foreach (var ended in await Task.WhenAll(waits))
            Assert.Equal(3, EngineUnderTest.Output<int>(ended));
    });

    [Theory, EachHead]
    public Task Wait_ForAnEndedInstance_AnswersAtOnceAlsoAfterARestart(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("echo", 2, "one");
        await engine.Restart();
        Assert.Equal(2, EngineUnderTest.Output<int>(await engine.End("one")));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.WaitForInstanceStartAsync("one")).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Wait_ForAnUnknownInstance_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => engine.End("no such instance"));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.WaitForInstanceStartAsync("no such instance"));
    });

    [Theory, EachHead]
    public Task Wait_ThatIsCancelled_EndsAndLeavesTheInstanceAlone(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var id = await engine.Start("wait", 1);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20), engine.Time);
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, stop.Token));
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.WaitForInstanceCompletionAsync(id, false, stop.Token));
        await engine.Client.RaiseEventAsync(id, "e", 1);
        EngineUnderTest.Output<int>(await engine.End(id));
    });

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<int, int>("echo", (_, input) => input);
        tasks.AddOrchestratorFunc<int, int>("wait", async (context, _) => await context.WaitForExternalEvent<int>("e"));
    }
}
