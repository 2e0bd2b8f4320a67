using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Instances;

public class ForceTerminateTests
{
    [Theory, EachHead]
    public Task Force_OnAWaitingInstance_EndsItAndTellsItsParent(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Start("parent", id: "p");
        await engine.Until("p-child", OrchestrationRuntimeStatus.Running);
        await engine.UntilQuiet();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await engine.Engine.ForceTerminateAsync("p-child", "stuck", CancellationToken.None));
        var child = await engine.End("p-child");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stuck"), (child.RuntimeStatus, child.ReadOutputAs<string>()));
        Assert.Contains("stuck", EngineUnderTest.Output<string>(await engine.End("p")), StringComparison.Ordinal);

        var history = await engine.History("p-child");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, Assert.IsType<ExecutionCompleted>(history[^1]).Status);
        await engine.Restart();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.Get("p-child")).RuntimeStatus);
    });

    [Fact]
    public Task Force_OnCodeThatNeverReturns_EndsTheInstance()
    {
        var gate = new ManualResetEventSlim();
        return EngineUnderTest.On(
            Head.File,
            tasks => tasks.AddOrchestratorFunc("spins", _ =>
            {
                gate.Wait();
                return Task.FromResult("late");
            }),
            async engine =>
            {
                await engine.Start("spins", id: "s");
                await engine.Until(() => Task.FromResult(!engine.Engine.IsQuiet));
                await engine.Engine.ForceTerminateAsync("s", null, CancellationToken.None);
                Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End("s")).RuntimeStatus);

                // The turn that ends afterwards comes to nothing.
                gate.Set();
                await engine.UntilQuiet();
                var ended = await engine.Get("s");
                Assert.Equal((OrchestrationRuntimeStatus.Terminated, null), (ended.RuntimeStatus, ended.SerializedOutput));
                Assert.Single((await engine.History("s")).OfType<ExecutionCompleted>());
            });
    }

    [Theory, EachHead]
    public Task Force_OnAnInstanceWhoseCodeIsGone_EndsItAfterARestart(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Start("wait", id: "w");
        await engine.Until("w", OrchestrationRuntimeStatus.Running);
        await engine.Restart(tasks => tasks.AddOrchestratorFunc("other", _ => Task.FromResult(1)));
        await engine.Engine.ForceTerminateAsync("w", "code is gone", CancellationToken.None);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End("w")).RuntimeStatus);
        Assert.Equal(0, engine.Engine.Statistics.ActiveInstances);
    });

    [Theory, EachHead]
    public Task Force_WithATimerSet_LetsItNotFire(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Start("sleeps", id: "z");
        await engine.Until(() => Task.FromResult(engine.Engine.Statistics.Timers == 1));
        await engine.Engine.ForceTerminateAsync("z", null, CancellationToken.None);
        await engine.End("z");
        Assert.Equal(0, engine.Engine.Statistics.Timers);
    });

    [Theory, EachHead]
    public Task Force_OnNothingOrTheEnded_ChangesNothing(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        Assert.Null(await engine.Engine.ForceTerminateAsync("none", null, CancellationToken.None));
        await engine.Run("quick", id: "q");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await engine.Engine.ForceTerminateAsync("q", "late", CancellationToken.None));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Get("q")).RuntimeStatus);
    });

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc("quick", _ => Task.FromResult("done"));
        tasks.AddOrchestratorFunc("wait", context => context.WaitForExternalEvent<string>("go"));
        tasks.AddOrchestratorFunc("sleeps", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return "woke";
        });
        tasks.AddOrchestratorFunc("parent", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("wait", options: new SubOrchestrationOptions(instanceId: "p-child"));
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorMessage;
            }
        });
    }
}
