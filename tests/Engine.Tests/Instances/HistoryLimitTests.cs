using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Instances;

public class HistoryLimitTests
{
    [Theory, EachHead]
    public Task History_BeyondTheLimit_FailsTheInstanceWithTheCode(Head head) => EngineUnderTest.On(head, Limits, Tasks, async engine =>
    {
        var ended = await engine.Run("loops", 1000, id: "l");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("ORC-ENGINE-020", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("60", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.InRange((await engine.History("l")).Count, 60, 70);
        Assert.Single(engine.Log.Of("Orchestrations.Engine"), line => line.Contains("'l'", StringComparison.Ordinal));
    });

    [Theory, EachHead]
    public Task History_ThatStartsAnewInTime_IsNeverTooLong(Head head) => EngineUnderTest.On(head, Limits, Tasks, async engine =>
        Assert.Equal("all", await engine.Result<string>("renews", 50)));

    [Theory, EachHead]
    public Task History_AfterARestart_IsCountedWhole(Head head) => EngineUnderTest.On(head, Limits, Tasks, async engine =>
    {
        await engine.Start("waits", id: "w");
        for (var number = 0; number < 10; number++)
        {
            await engine.Client.RaiseEventAsync("w", "go");
            await engine.UntilQuiet();
        }

        await engine.Restart();
        for (var number = 0; number < 40; number++)
            await engine.Client.RaiseEventAsync("w", "go");
        await engine.UntilQuiet();
        await engine.Client.RaiseEventAsync("w", "go"); // All forty may have come in one turn.
        Assert.Contains("ORC-ENGINE-020", (await engine.End("w")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    });

    static void Limits(EngineOptions options) => (options.HistoryWarnsAt, options.HistoryMost) = (30, 60);

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc("step", _ => Task.CompletedTask);
        tasks.AddOrchestratorFunc<int, string>("loops", async (context, rounds) =>
        {
            for (var round = 0; round < rounds; round++)
                await context.CallActivityAsync("step");
            return "all";
        });
        tasks.AddOrchestratorFunc<int, string>("renews", async (context, rounds) =>
        {
            await context.CallActivityAsync("step");
            if (rounds > 0)
                context.ContinueAsNew(rounds - 1);
            return "all";
        });
        tasks.AddOrchestratorFunc("waits", async context =>
        {
            for (var round = 0; round < 1000; round++)
                await context.WaitForExternalEvent<string>("go");
            return "all";
        });
    }
}
