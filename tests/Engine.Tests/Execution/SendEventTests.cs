using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class SendEventTests
{
    [Theory, EachHead]
    public Task SendEvent_ToARunningInstance_Arrives(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("receiver", async context => await context.WaitForExternalEvent<int>("e"));
            tasks.AddOrchestratorFunc<string, int>("sender", (context, to) =>
            {
                context.SendEvent(to, "e", 9);
                return 0;
            });
        },
        async engine =>
        {
            var id = await engine.Start("receiver");
            await engine.Run("sender", id);
            Assert.Equal(9, EngineUnderTest.Output<int>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task SendEvent_ToNobodyOrToAnEndedInstance_IsSilent(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("ended", _ => 1);
            tasks.AddOrchestratorFunc("sender", context =>
            {
                context.SendEvent("no such instance", "e", 1);
                context.SendEvent("ended", "e", 1);
                return "sent";
            });
        },
        async engine =>
        {
            await engine.Run("ended", id: "ended");
            Assert.Equal("sent", await engine.Result<string>("sender"));
            await engine.Client.RaiseEventAsync("no such instance", "e");
            await engine.Client.RaiseEventAsync("ended", "e");
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Get("ended")).RuntimeStatus);
        });

    [Theory, EachHead]
    public Task SendEvent_ToItself_ArrivesInALaterTurn(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("self", async context =>
        {
            var received = context.WaitForExternalEvent<string>("note");
            context.SendEvent(context.InstanceId, "note", "to self");
            return (received.IsCompleted, await received);
        }),
        async engine => Assert.Equal((false, "to self"), await engine.Result<(bool, string)>("self")));

    [Theory, EachHead]
    public Task SendEvent_ToItselfBeforeContinueAsNew_ReachesTheNextExecution(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<bool, string>("self", async (context, second) =>
        {
            if (second)
                return await context.WaitForExternalEvent<string>("note");
            context.SendEvent(context.InstanceId, "note", "carried over");
            context.ContinueAsNew(true);
            return "";
        }),
        async engine => Assert.Equal("carried over", await engine.Result<string>("self", false)));

    [Theory, EachHead]
    public Task SendEvent_ToAChildStartedInTheSameTurn_Arrives(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("child", async context => await context.WaitForExternalEvent<int>("e"));
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync<int>(
                    "child", options: new Microsoft.DurableTask.SubOrchestrationOptions(instanceId: "kid"));
                context.SendEvent("kid", "e", 4);
                return await child;
            });
        },
        async engine => Assert.Equal(4, await engine.Result<int>("parent")));
}
