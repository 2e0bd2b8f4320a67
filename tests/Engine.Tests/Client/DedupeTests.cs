using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Tests.Client;

public class DedupeTests
{
    static readonly string[] Running = ["Running", "Pending", "Suspended"];

    [Theory, EachHead]
    public Task Start_WithoutAList_TakesOverEndedInstancesOnly(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        foreach (var status in new[] { "Completed", "Failed", "Terminated" })
        {
            await Make(engine, status);
            await Start(engine, null);
            Assert.Equal("\"new\"", (await engine.Get("one")).SerializedInput);
            await Clear(engine);
        }

        foreach (var status in Running)
        {
            await Make(engine, status);
            var taken = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Start(engine, null));
            Assert.Contains(status, taken.Message, StringComparison.Ordinal);
            Assert.Contains("ORC-ENGINE-007", taken.Message, StringComparison.Ordinal);
            await Clear(engine);
        }
    });

    [Theory, EachHead]
    public Task Start_WithAList_LeavesTheListedAndReplacesTheOthers(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        foreach (var status in new[] { "Completed", "Failed", "Running", "Pending", "Suspended" })
        {
            await Make(engine, status);
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Start(engine, [status]));
            Assert.Equal("\"old\"", (await engine.Get("one")).SerializedInput);
            await Start(engine, status == "Failed" ? ["completed"] : ["FAILED"]);
            Assert.Equal("\"new\"", (await engine.Get("one")).SerializedInput);
            await Clear(engine);
        }
    });

    [Theory, EachHead]
    public Task Start_WithAnEmptyList_ReplacesEverything(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        foreach (var status in new[] { "Completed", "Failed", "Terminated", "Running", "Pending", "Suspended" })
        {
            await Make(engine, status);
            await Start(engine, []);
            Assert.Equal("\"new\"", (await engine.Get("one")).SerializedInput);
            await Clear(engine);
        }
    });

    [Theory, EachHead]
    public Task Start_ProtectingTerminatedButNotTheRunning_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Start(engine, ["Terminated"]));
        await Assert.ThrowsAsync<ArgumentException>(() => Start(engine, ["Terminated", "Running", "Pending"]));
        await Make(engine, "Terminated");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Start(engine, ["Terminated", .. Running]));
    });

    [Theory, EachHead]
    public Task Start_WithAnUnknownStatus_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        foreach (var unknown in new[] { "Sleeping", "", "42" })
            await Assert.ThrowsAsync<ArgumentException>(() => Start(engine, [unknown]));
    });

    static async Task Make(EngineUnderTest engine, string status)
    {
        var options = new StartOrchestrationOptions("one", status == "Pending" ? engine.Time.GetUtcNow().AddDays(1) : null);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            status switch { "Completed" => "echo", "Failed" => "fail", _ => "wait" }, "old", options);
        if (status == "Suspended")
            await engine.Client.SuspendInstanceAsync("one");
        if (status == "Terminated")
            await engine.Client.TerminateInstanceAsync("one");
        await engine.Until("one", Enum.Parse<OrchestrationRuntimeStatus>(status));
    }

    static Task<string> Start(EngineUnderTest engine, IReadOnlyList<string>? dedupe) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", "new", new StartOrchestrationOptions("one") { DedupeStatuses = dedupe });

    static async Task Clear(EngineUnderTest engine)
    {
        await engine.Client.TerminateInstanceAsync("one");
        await engine.End("one");
        await engine.Client.PurgeInstanceAsync("one");
    }

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("echo", (_, input) => input);
        tasks.AddOrchestratorFunc<string>(
            "fail", new Action<TaskOrchestrationContext, string>((_, _) => throw new InvalidOperationException("as asked")));
        tasks.AddOrchestratorFunc<string, string>("wait", async (context, _) => await context.WaitForExternalEvent<string>("e"));
    }
}
