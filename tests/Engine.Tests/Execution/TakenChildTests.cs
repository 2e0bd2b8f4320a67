using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Tests.Execution;

/// <summary>Children whose id is another's, or who are ended by others than their code.</summary>
public class TakenChildTests
{
    [Theory, EachHead]
    public Task Child_AskedForUnderTheIdOfARunningInstance_FailsCleanlyAndLeavesThatOneAlone(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<string>("e"));
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("wait", options: new SubOrchestrationOptions(instanceId: "taken"));
                }
                catch (TaskFailedException failure) when (failure.FailureDetails.IsCausedBy<OrchestrationAlreadyExistsException>())
                {
                    return failure.FailureDetails.ErrorMessage;
                }
            });
        },
        async engine =>
        {
            await engine.Start("wait", id: "taken");
            await engine.Until("taken", OrchestrationRuntimeStatus.Running);
            Assert.Matches("'taken' exists and is Running.*ORC-ENGINE-007", await engine.Result<string>("parent"));
            await engine.Client.RaiseEventAsync("taken", "e", "still mine");
            Assert.Equal("still mine", EngineUnderTest.Output<string>(await engine.End("taken")));
        });

    [Theory, EachHead]
    public Task Child_AskedForUnderItsParentsOwnId_FailsCleanly(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("self", async context =>
        {
            var failure = await Assert.ThrowsAsync<TaskFailedException>(
                () => context.CallSubOrchestratorAsync("self", options: new SubOrchestrationOptions(instanceId: context.InstanceId)));
            return failure.FailureDetails.IsCausedBy<OrchestrationAlreadyExistsException>();
        }),
        async engine => Assert.True(await engine.Result<bool>("self")));

    [Theory, EachHead]
    public Task Child_ThatWasTerminated_FailsInItsParent(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<string>("e"));
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var failed = await Assert.ThrowsAsync<TaskFailedException>(
                    () => context.CallSubOrchestratorAsync("wait", options: new SubOrchestrationOptions(instanceId: "kid")));
                return (failed.FailureDetails.IsCausedBy<OrchestrationTerminatedException>(), failed.FailureDetails.ErrorMessage);
            });
        },
        async engine =>
        {
            var id = await engine.Start("parent");
            await engine.Until("kid", OrchestrationRuntimeStatus.Running);
            await engine.Client.TerminateInstanceAsync("kid", "too late");
            var (terminated, message) = EngineUnderTest.Output<(bool, string)>(await engine.End(id));
            Assert.True(terminated);
            Assert.Contains("too late", message, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task Child_ReplacedByAClientWhileItRuns_FailsInItsParent(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<string>("e"));
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var failed = await Assert.ThrowsAsync<TaskFailedException>(
                    () => context.CallSubOrchestratorAsync("wait", options: new SubOrchestrationOptions(instanceId: "kid")));
                return failed.FailureDetails.IsCausedBy<OrchestrationTerminatedException>();
            });
        },
        async engine =>
        {
            var id = await engine.Start("parent");
            await engine.Until("kid", OrchestrationRuntimeStatus.Running);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", null, new StartOrchestrationOptions("kid") { DedupeStatuses = [] });
            Assert.True(EngineUnderTest.Output<bool>(await engine.End(id)));
        });
}
