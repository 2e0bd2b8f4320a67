using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class CompletionRuleTests
{
    [Theory, EachHead]
    public Task Orchestration_WithATimerItNeverCancelled_RunsUntilTheTimerIsDue(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("forgetful", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            context.SetCustomStatus("returned");
            return "done";
        }),
        async engine =>
        {
            var begun = engine.Now;
            var id = await engine.Start("forgetful");
            await engine.UntilCustomStatus(id, "returned");
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get(id)).RuntimeStatus);
            Assert.Equal("done", EngineUnderTest.Output<string>(await engine.End(id)));
            Assert.True(engine.Now >= begun.AddMilliseconds(290));
        });

    [Theory, EachHead]
    public Task Orchestration_WithACancelledTimer_EndsAtOnce(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("tidy", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(300), stop.Token);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            stop.Cancel();
            return timer.IsCanceled;
        }),
        async engine =>
        {
            Assert.True(await engine.Result<bool>("tidy"));
            Assert.Equal(0, engine.Timers);
        });

    [Theory, EachHead]
    public Task Orchestration_ThatFailedWithAnActivityOpen_FailsWhenTheActivityHasEnded(Head head)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("slow", async _ => await gate.Task);
                tasks.AddOrchestratorFunc("broken", context =>
                {
                    _ = context.CallActivityAsync("slow");
                    context.SetCustomStatus("thrown");
                    throw new InvalidOperationException("as planned");
                });
            },
            async engine =>
            {
                var id = await engine.Start("broken");
                await engine.UntilCustomStatus(id, "thrown");
                Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get(id)).RuntimeStatus);
                gate.SetResult();
                var ended = await engine.End(id);
                Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
                Assert.Equal("as planned", ended.FailureDetails!.ErrorMessage);
            });
    }

    [Theory, EachHead]
    public Task Orchestration_ThatDoesNotWaitForAnEvent_EndsWithTheEventUnread(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("deaf", context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            return 1;
        }),
        async engine => Assert.Equal(1, await engine.Result<int>("deaf")));
}
