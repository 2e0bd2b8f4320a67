using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class ExternalEventTests
{
    [Theory, EachHead]
    public Task Event_InAnotherCase_IsReceived(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("wait", async context => await context.WaitForExternalEvent<int>("Approval")),
        async engine =>
        {
            var id = await engine.Start("wait");
            await engine.Client.RaiseEventAsync(id, "aPPROVAL", 7);
            Assert.Equal(7, EngineUnderTest.Output<int>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Waiters_OfOneName_AreServedNewestFirst(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("stack", async context =>
        {
            var first = context.WaitForExternalEvent<string>("e");
            var second = context.WaitForExternalEvent<string>("E");
            var third = context.WaitForExternalEvent<string>("e");
            context.SetCustomStatus("waiting");
            return await Task.WhenAll(first, second, third);
        }),
        async engine =>
        {
            var id = await engine.Start("stack");
            await engine.UntilCustomStatus(id, "waiting");
            foreach (var payload in new[] { "a", "b", "c" })
                await engine.Client.RaiseEventAsync(id, "e", payload);
            Assert.Equal(["c", "b", "a"], EngineUnderTest.Output<string[]>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Events_ThatNobodyWaitsForYet_AreReceivedOldestFirst(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("queue", async context =>
        {
            await context.WaitForExternalEvent<object>("open");
            var received = new List<string>();
            for (var i = 0; i < 3; i++)
                received.Add(await context.WaitForExternalEvent<string>("E"));
            return received;
        }),
        async engine =>
        {
            var id = await engine.Start("queue");
            foreach (var payload in new[] { "a", "b", "c" })
                await engine.Client.RaiseEventAsync(id, "e", payload);
            await engine.UntilQuiet();
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "open");
            Assert.Equal(["a", "b", "c"], EngineUnderTest.Output<List<string>>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Waiters_OfOneNameWithDifferentTypes_AreRefused(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("types", async context =>
        {
            var number = context.WaitForExternalEvent<int>("e");
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => context.WaitForExternalEvent<string>("E"));
            await number;

            // Nobody waits any more: another type is welcome.
            return refusal.Message + await context.WaitForExternalEvent<string>("e");
        }),
        async engine =>
        {
            var id = await engine.Start("types");
            await engine.Client.RaiseEventAsync(id, "e", 1);
            await engine.Client.RaiseEventAsync(id, "e", "!");
            Assert.Matches("System.Int32.*!$", EngineUnderTest.Output<string>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Wait_WithATimeout_IsCancelledWhenTheTimeIsUp(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("timeout", async context =>
        {
            var begun = context.CurrentUtcDateTime;
            await Assert.ThrowsAsync<TaskCanceledException>(
                () => context.WaitForExternalEvent<int>("e", TimeSpan.FromMilliseconds(30)));
            return context.CurrentUtcDateTime - begun >= TimeSpan.FromMilliseconds(30);
        }),
        async engine => Assert.True(await engine.Result<bool>("timeout")));

    [Theory, EachHead]
    public Task Wait_WithATimeoutThatIsNotNeeded_LeavesNoTimerBehind(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("in time", async context =>
            await context.WaitForExternalEvent<int>("e", TimeSpan.FromDays(30))),
        async engine =>
        {
            var id = await engine.Start("in time");
            await engine.Client.RaiseEventAsync(id, "e", 5);
            Assert.Equal(5, EngineUnderTest.Output<int>(await engine.End(id)));
            Assert.Equal(0, engine.Timers);
        });

    [Theory, EachHead]
    public Task Wait_ThatWasCancelled_LeavesTheEventToTheNextOne(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("cancel", async context =>
        {
            using var stop = new CancellationTokenSource();
            var cancelled = context.WaitForExternalEvent<int>("e", stop.Token);
            stop.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForExternalEvent<int>("e", stop.Token));
            context.SetCustomStatus("cancelled");
            return await context.WaitForExternalEvent<int>("e");
        }),
        async engine =>
        {
            var id = await engine.Start("cancel");
            await engine.UntilCustomStatus(id, "cancelled");
            await engine.Client.RaiseEventAsync(id, "e", 3);
            Assert.Equal(3, EngineUnderTest.Output<int>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Event_OfAnotherShape_FailsTheWaitAndNotTheEngine(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("shape", async context => await context.WaitForExternalEvent<int>("e")),
        async engine =>
        {
            var id = await engine.Start("shape");
            await engine.Client.RaiseEventAsync(id, "e", new { not = "a number" });
            var ended = await engine.End(id);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Contains("JsonException", ended.FailureDetails!.ErrorType, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task Event_WithoutAPayload_IsReceivedAsTheDefault(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("empty", async context =>
            await context.WaitForExternalEvent<string>("e") is null && await context.WaitForExternalEvent<int>("n") == 0),
        async engine =>
        {
            var id = await engine.Start("empty");
            await engine.Client.RaiseEventAsync(id, "e");
            await engine.Client.RaiseEventAsync(id, "n");
            Assert.True(EngineUnderTest.Output<bool>(await engine.End(id)));
        });
}
