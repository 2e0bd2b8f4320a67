using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Instances;

public class TerminateTests
{
    [Theory, EachHead]
    public Task Terminate_ARunningInstance_EndsItWithTheGivenOutput(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        var id = await engine.Start("wait");
        await engine.Until(id, OrchestrationRuntimeStatus.Running);
        await engine.Client.TerminateInstanceAsync(id, "enough");
        var ended = await engine.End(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
        Assert.Null(ended.FailureDetails);
    });

    [Theory, EachHead]
    public Task Terminate_ASuspendedInstance_EndsIt(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        var id = await engine.Start("wait");
        await engine.Client.SuspendInstanceAsync(id);
        await engine.Until(id, OrchestrationRuntimeStatus.Suspended);
        await engine.Client.TerminateInstanceAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End(id)).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Terminate_AnUnknownOrEndedInstance_IsSilent(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        await engine.Client.TerminateInstanceAsync("no such instance");
        var ended = await engine.Run("quick", id: "q");
        await engine.Client.TerminateInstanceAsync("q", "too late");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Get(ended.InstanceId)).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Terminate_WithAnActivityRunning_EndsAtOnceAndDropsItsResult(Head head)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("slow", async _ =>
                {
                    await gate.Task;
                    finished++;
                });
                tasks.AddOrchestratorFunc("busy", async context =>
                {
                    context.SetCustomStatus("busy");
                    await context.CallActivityAsync("slow");
                });
            },
            async engine =>
            {
                var id = await engine.Start("busy");
                await engine.UntilCustomStatus(id, "busy");
                await engine.Client.TerminateInstanceAsync(id);
                Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End(id)).RuntimeStatus);
                var events = (await engine.History(id)).Count;
                gate.SetResult();
                await engine.Until(() => Task.FromResult(finished == 1));
                await engine.UntilQuiet();
                Assert.Equal(events, (await engine.History(id)).Count);
            });
    }

    [Theory, EachHead]
    public Task Terminate_WithActivitiesThatHaveNotBegun_NeverBeginsThem(Head head)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = 0;
        return EngineUnderTest.On(
            head,
            options => options.MaxConcurrentActivities = 2,
            tasks =>
            {
                tasks.AddActivityFunc("slow", async _ =>
                {
                    Interlocked.Increment(ref begun);
                    await gate.Task;
                });
                tasks.AddOrchestratorFunc(
                    "fan", async context => await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => context.CallActivityAsync("slow"))));
            },
            async engine =>
            {
                var id = await engine.Start("fan");
                await engine.Until(() => Task.FromResult(begun == 2));
                await engine.Client.TerminateInstanceAsync(id);
                await engine.End(id);
                gate.SetResult();
                await engine.UntilQuiet();
                Assert.Equal(2, begun);
            });
    }

    [Theory, EachHead]
    public Task Terminate_ByDefault_LeavesSubOrchestrationsRunning(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        var id = await engine.Start("family", 1, "top");
        await engine.Until("top-0", OrchestrationRuntimeStatus.Running);
        await engine.Client.TerminateInstanceAsync(id);
        await engine.End(id);
        await engine.UntilQuiet();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get("top-0")).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Terminate_Recursively_EndsTheWholeFamilyAndNobodyElse(Head head) => EngineUnderTest.On(head, Waiting, async engine =>
    {
        await engine.Start("wait", id: "top-1");
        await engine.Until("top-1", OrchestrationRuntimeStatus.Running);
        await engine.Start("family", 3, "top");
        await engine.Until("top-0-0-0", OrchestrationRuntimeStatus.Running);
        await engine.Client.TerminateInstanceAsync("top", new TerminateInstanceOptions("all of you", Recursive: true));
        foreach (var id in new[] { "top", "top-0", "top-0-0", "top-0-0-0" })
        {
            var ended = await engine.End(id);
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
            Assert.Equal("all of you", ended.ReadOutputAs<string>());
        }

        // Its id was asked for by the family, and was taken: it belongs to somebody else.
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get("top-1")).RuntimeStatus);
    });

    [Theory, EachHead]
    public Task Terminate_AnInstanceThatHasNotBegun_RunsNoneOfItsCode(Head head)
    {
        var begun = false;
        return EngineUnderTest.On(
            head,
            tasks => tasks.AddOrchestratorFunc("later", _ => begun = true),
            async engine =>
            {
                var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                    "later", null, new StartOrchestrationOptions { StartAt = engine.Time.GetUtcNow().AddDays(1) });
                await engine.Client.TerminateInstanceAsync(id, "changed my mind");
                Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End(id)).RuntimeStatus);
                Assert.False(begun);
                Assert.Equal(0, engine.Timers);
            });
    }

    static void Waiting(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc("quick", _ => 1);
        tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<string>("e"));
        tasks.AddOrchestratorFunc<int, int>("family", async (context, left) =>
        {
            if (left == 0)
                return await context.WaitForExternalEvent<int>("e");
            return (await Task.WhenAll(Enumerable.Range(0, 1).Select(i => context.CallSubOrchestratorAsync<int>(
                "family", left - 1, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}")))
                .Append(Neighbour()))).Sum();

            async Task<int> Neighbour()
            {
                if (context.InstanceId != "top" || left != 3)
                    return 0;
                await Assert.ThrowsAsync<TaskFailedException>(
                    () => context.CallSubOrchestratorAsync<int>("wait", options: new SubOrchestrationOptions(instanceId: "top-1")));
                return 0;
            }
        });
    }
}
