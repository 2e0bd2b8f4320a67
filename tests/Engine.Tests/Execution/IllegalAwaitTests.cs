using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class IllegalAwaitTests
{
    [Theory, EachHead]
    public Task TaskDelay_InAnOrchestrator_FailsIt(Head head) => Fails(head, async context =>
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), TestClock.Wall);
        await context.CallActivityAsync("a");
    });

    [Theory, EachHead]
    public Task TaskDelay_BesideADurableTimer_FailsItAsWell(Head head) => Fails(head, async context =>
    {
        var timer = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
        await Task.Delay(TimeSpan.FromMilliseconds(5), TestClock.Wall);
        await timer;
    });

    [Theory, EachHead]
    public Task TaskRun_InAnOrchestrator_FailsIt(Head head) => Fails(head, async context =>
    {
        await Task.Run(() => Task.Delay(TimeSpan.FromMilliseconds(20), TestClock.Wall));
        await context.CallActivityAsync("a");
    });

    // The code leaves its thread; whether it ends before the turn does is a race that must not matter.
    [Theory, EachHead]
    public async Task ConfigureAwaitFalse_InAnOrchestrator_FailsItEveryTime(Head head)
    {
        for (var i = 0; i < 20; i++)
            await Fails(head, async context => await context.CallActivityAsync<int>("a").ConfigureAwait(false));
    }

    [Theory, EachHead]
    public Task ConfigureAwaitFalse_ThenTheContext_FailsIt(Head head) => Fails(head, async context =>
    {
        await context.CallActivityAsync<int>("a").ConfigureAwait(false);
        await context.CallActivityAsync<int>("a");
    });

    [Theory, EachHead]
    public Task NeverEndingTask_InAnOrchestrator_FailsItInsteadOfHanging(Head head) =>
        Fails(head, _ => new TaskCompletionSource().Task);

    [Fact]
    public Task WallClockCancellation_OfADurableTimer_FailsIt() => Fails(Head.File, async context =>
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(10), TestClock.Wall);
        await context.CreateTimer(TimeSpan.FromSeconds(1), stop.Token);
    });

    [Theory, EachHead]
    public Task WallClockCancellation_OfAWaitForAnEvent_FailsIt(Head head) => Fails(head, async context =>
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(10), TestClock.Wall);
        await Task.WhenAll(
            context.WaitForExternalEvent<int>("e", stop.Token),
            context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));
    });

    [Theory, EachHead]
    public Task TaskYield_InAnOrchestrator_IsHarmless(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("a", _ => 1);
            tasks.AddOrchestratorFunc("polite", async context =>
            {
                await Task.Yield();
                return await context.CallActivityAsync<int>("a");
            });
        },
        async engine => Assert.Equal(1, await engine.Result<int>("polite")));

    [Theory, EachHead]
    public Task AsyncVoid_ThatThrowsInAnOrchestrator_FailsIt(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("a", _ => 1);
            tasks.AddOrchestratorFunc("void", async context =>
            {
                Forget(context);
                await context.WaitForExternalEvent<int>("never");
            });
        },
        async engine =>
        {
            var ended = await engine.Run("void");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Equal("lost", ended.FailureDetails!.ErrorMessage);
        });

    static async void Forget(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<int>("a");
        throw new InvalidOperationException("lost");
    }

    static Task Fails(Head head, Func<TaskOrchestrationContext, Task> code) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("a", _ => 1);
            tasks.AddOrchestratorFunc("illegal", code);
        },
        async engine =>
        {
            var ended = await engine.Run("illegal");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Contains("ORC-ENGINE-004", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        });
}
