using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class FailureTests
{
    [Theory, EachHead]
    public Task Exception_BeforeTheFirstAwait_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("eager", new Func<TaskOrchestrationContext, int>(_ => throw new FormatException("at once"))),
        async engine =>
        {
            var ended = await engine.Run("eager");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Equal(typeof(FormatException).FullName, ended.FailureDetails!.ErrorType);
            Assert.Equal("at once", ended.FailureDetails.ErrorMessage);
            Assert.NotNull(ended.FailureDetails.StackTrace);
        });

    [Theory, EachHead]
    public Task Input_OfAnotherShape_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<int, int>("number", (_, x) => x),
        async engine => Assert.Contains("JsonException", (await engine.Run("number", "text")).FailureDetails!.ErrorType, StringComparison.Ordinal));

    [Theory, EachHead]
    public Task Orchestrator_ThatNobodyProvides_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        _ => { },
        async engine =>
        {
            var ended = await engine.Run("nowhere");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Matches("'nowhere'.*ORC-ENGINE-005", ended.FailureDetails!.ErrorMessage);
        });

    [Theory, EachHead]
    public Task OrchestratorFactory_ThatThrows_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestrator("unmakeable", () => throw new InvalidOperationException("no such service")),
        async engine => Assert.Equal("no such service", (await engine.Run("unmakeable")).FailureDetails!.ErrorMessage));

    [Theory, EachHead]
    public Task Activity_ThatNobodyProvides_FailsTheCall(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("caller", async context =>
            (await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("nowhere"))).FailureDetails.ErrorMessage),
        async engine => Assert.Matches("'nowhere'.*ORC-ENGINE-006", await engine.Result<string>("caller")));

    [Theory, EachHead]
    public Task Output_ThatCannotBeSerialised_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("odd", _ => (object)new Func<int>(() => 1)),
        async engine => Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("odd")).RuntimeStatus));

    [Theory, EachHead]
    public Task TaskNames_InAnotherCase_AreFound(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("Charge", _ => 1);
            tasks.AddOrchestratorFunc("Order", async context => await context.CallActivityAsync<int>("CHARGE"));
        },
        async engine => Assert.Equal(1, await engine.Result<int>("oRDER")));

    [Theory, EachHead]
    public Task Events_SentInTheTurnThatFails_AreSent(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("listener", async context => await context.WaitForExternalEvent<string>("news"));
            tasks.AddOrchestratorFunc("messenger", context =>
            {
                context.SendEvent("listener", "news", "bad news");
                throw new InvalidOperationException("after it");
            });
        },
        async engine =>
        {
            await engine.Start("listener", id: "listener");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("messenger")).RuntimeStatus);
            Assert.Equal("bad news", EngineUnderTest.Output<string>(await engine.End("listener")));
        });

    [Theory, EachHead]
    public Task Payload_NestedAsDeepAsTheSerialiserGoes_SurvivesARestart(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<object, object>("echo", (_, nested) => nested);
            tasks.AddOrchestratorFunc<object, object>("deep", async (context, nested) =>
            {
                var same = await context.CallActivityAsync<object>("echo", nested);
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<object>("go");
                return same;
            });
        },
        async engine =>
        {
            object nested = 1;
            for (var i = 0; i < 63; i++)
                nested = new[] { nested };
            var id = await engine.Start("deep", nested);
            await engine.UntilCustomStatus(id, "waiting");
            await engine.Client.SuspendInstanceAsync(id);
            await engine.Client.RaiseEventAsync(id, "more", nested);
            await engine.Restart();
            await engine.Client.ResumeInstanceAsync(id);
            await engine.Client.RaiseEventAsync(id, "go");
            Assert.Equal(new string('[', 63) + "1" + new string(']', 63), (await engine.End(id)).SerializedOutput);
        });
}
