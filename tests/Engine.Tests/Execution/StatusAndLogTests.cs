using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Engine.Tests.Execution;

public class StatusAndLogTests
{
    [Theory, EachHead]
    public Task CustomStatus_SetByTheCode_IsShownAndStaysWhenItEnds(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("status", async context =>
        {
            context.SetCustomStatus(new { Step = 1 });
            await context.WaitForExternalEvent<object>("next");
            context.SetCustomStatus("done");
        }),
        async engine =>
        {
            var id = await engine.Start("status");
            await engine.Until(async () => (await engine.Get(id)).SerializedCustomStatus == """{"Step":1}""");
            await engine.Restart();
            Assert.Equal("""{"Step":1}""", (await engine.Get(id)).SerializedCustomStatus);
            await engine.Client.RaiseEventAsync(id, "next");
            var ended = await engine.End(id);
            Assert.Equal("done", ended.ReadCustomStatusAs<string>());
            Assert.DoesNotContain("done", string.Join(' ', await engine.History(id)), StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task ReplaySafeLogger_AfterARestart_LogsEachLineOnce(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("work", _ => 1);
            tasks.AddOrchestratorFunc("talkative", async context =>
            {
                var logger = context.CreateReplaySafeLogger("talk");
                logger.LogInformation("one");
                await context.CallActivityAsync("work");
                logger.LogInformation("two");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<object>("go");
                context.ReplaySafeLoggerFactory.CreateLogger("talk").LogInformation("three");
            });
        },
        async engine =>
        {
            var id = await engine.Start("talkative");
            await engine.UntilCustomStatus(id, "waiting");
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "go");
            await engine.End(id);
            Assert.Equal(["one", "two", "three"], engine.Log.Of("talk"));
        });

    [Theory, EachHead]
    public Task ActivityContext_OfARunningActivity_NamesTaskInstanceAndVersion(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("Who", context => $"{context.Name.Name} {context.InstanceId} {context.Version}");
            tasks.AddOrchestratorFunc("ask", async context => await context.CallActivityAsync<string>("Who"));
        },
        async engine =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("ask", null, new StartOrchestrationOptions("i7") { Version = "1.2" });
            Assert.Equal("Who i7 1.2", EngineUnderTest.Output<string>(await engine.End(id)));
        });
}
