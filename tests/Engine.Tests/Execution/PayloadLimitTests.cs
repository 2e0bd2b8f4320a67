using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class PayloadLimitTests
{
    // JSON adds two quotes: exactly the limit, and one byte over it.
    static readonly string Largest = new('x', (1024 * 1024) - 2);
    static readonly string TooLarge = new('x', (1024 * 1024) - 1);

    [Theory, EachHead]
    public Task Payloads_OfExactlyTheLimit_PassEveryWay(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<string, string>("echo", (_, text) => text);
            tasks.AddOrchestratorFunc<string, string>("carry", async (context, text) =>
            {
                var received = await context.WaitForExternalEvent<string>("e");
                context.SetCustomStatus(text);
                return received == text ? await context.CallActivityAsync<string>("echo", text) : "";
            });
        },
        async engine =>
        {
            var id = await engine.Start("carry", Largest);
            await engine.Client.RaiseEventAsync(id, "e", Largest);
            Assert.Equal(Largest.Length, EngineUnderTest.Output<string>(await engine.End(id)).Length);
        });

    [Theory, EachHead]
    public Task Payloads_OverTheLimit_AreRefusedEveryWay(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<string, string>("echo", (_, text) => text);
            tasks.AddActivityFunc("large", _ => TooLarge);
            tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<object>("e"));
            tasks.AddOrchestratorFunc("output", _ => TooLarge);
            tasks.AddOrchestratorFunc("inside", async context => new[]
            {
                (await Assert.ThrowsAsync<ArgumentException>(() => context.CallActivityAsync<string>("echo", TooLarge))).Message,
                (await Assert.ThrowsAsync<ArgumentException>(() => context.CallSubOrchestratorAsync<string>("wait", TooLarge))).Message,
                Assert.Throws<ArgumentException>(() => context.SetCustomStatus(TooLarge)).Message,
                Assert.Throws<ArgumentException>(() => context.SendEvent("nobody", "e", TooLarge)).Message,
                Assert.Throws<ArgumentException>(() => context.ContinueAsNew(TooLarge)).Message,
                (await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync<string>("large"))).FailureDetails.ErrorMessage,
            });
        },
        async engine =>
        {
            var messages = (await engine.Result<string[]>("inside")).ToList();
            var id = await engine.Start("wait");
            messages.Add((await Assert.ThrowsAsync<ArgumentException>(() => engine.Start("wait", TooLarge))).Message);
            messages.Add((await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RaiseEventAsync(id, "e", TooLarge))).Message);
            messages.Add((await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.TerminateInstanceAsync(id, TooLarge))).Message);
            messages.Add((await engine.Run("output")).FailureDetails!.ErrorMessage);
            Assert.All(messages, message => Assert.Matches("has 1048577 bytes.*limit is 1048576.*ORC-ENGINE-002", message));
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get(id)).RuntimeStatus);
        });
}
