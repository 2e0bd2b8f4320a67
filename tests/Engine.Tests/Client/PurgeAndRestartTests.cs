using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Tests.Client;

public class PurgeAndRestartTests
{
    [Theory, EachHead]
    public Task Purge_AnEndedInstance_RemovesItWithItsHistory(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("echo", "x", "one");
        var purged = await engine.Client.PurgeInstanceAsync("one");
        Assert.Equal((1, true), (purged.PurgedInstanceCount, purged.IsComplete));
        Assert.Null(await engine.Client.GetInstanceAsync("one"));
        Assert.Null(await engine.Engine.ReadHistoryAsync("one", CancellationToken.None));
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("one")).PurgedInstanceCount);
        Assert.Equal("again", await engine.Result<string>("echo", "again", "one"));
    });

    [Theory, EachHead]
    public Task Purge_ARunningInstance_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var id = await engine.Start("wait", "x");
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.PurgeInstanceAsync(id));
        Assert.Contains("ORC-ENGINE-009", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await engine.Client.GetInstanceAsync(id));
    });

    [Theory, EachHead]
    public Task Purge_Recursively_RemovesTheEndedFamily(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("family", 3, "top");
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("top-", new PurgeInstanceOptions(Recursive: false))).PurgedInstanceCount);
        await engine.Run("family", 3, "top");
        Assert.Equal(4, (await engine.Client.PurgeInstanceAsync("top", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        Assert.Empty(await All(engine));
    });

    [Theory, EachHead]
    public Task PurgeAll_ByStatus_RemovesTheEndedOnesOfThatStatusOnly(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        for (var i = 0; i < 450; i++)
            await engine.Start("echo", "x", $"done-{i}");
        for (var i = 0; i < 3; i++)
            await engine.Run("fail", "x", $"failed-{i}");
        await engine.Start("wait", "x", "running");
        for (var i = 0; i < 450; i++)
            await engine.End($"done-{i}");

        var none = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Running]));
        Assert.Equal((0, true), (none.PurgedInstanceCount, none.IsComplete));
        var done = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]));
        Assert.Equal((450, true), (done.PurgedInstanceCount, done.IsComplete));
        Assert.Equal(3, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        Assert.Equal("running", Assert.Single(await All(engine)).InstanceId);
    });

    [Theory, EachHead]
    public Task PurgeAll_ByTimeOfCreation_RemovesThoseBetween(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var moments = new List<DateTimeOffset>();
        for (var i = 0; i < 5; i++)
        {
            await engine.Run("echo", "x", $"i{i}");
            moments.Add((await engine.Get($"i{i}")).CreatedAt);
            await engine.Pause(5);
        }

        var purged = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(moments[1], moments[3]));
        Assert.Equal(3, purged.PurgedInstanceCount);
        Assert.Equal(["i0", "i4"], (await All(engine)).Select(instance => instance.InstanceId));
    });

    [Fact]
    public Task PurgeAll_OutOfTime_SaysThatMoreIsLeft() => EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
    {
        for (var i = 0; i < 250; i++)
            await engine.Run("echo", "x", $"i{i}");
        var first = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.Zero });
        Assert.Equal((200, false), (first.PurgedInstanceCount, first.IsComplete));
        Assert.Equal(50, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
    });

    [Theory, EachHead]
    public Task Restart_AnEndedInstance_RunsItAgainWithItsInput(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("echo", "input", "one");
        Assert.Equal("one", await engine.Client.RestartAsync("one"));
        Assert.Equal("input", EngineUnderTest.Output<string>(await engine.End("one")));

        var copy = await engine.Client.RestartAsync("one", restartWithNewInstanceId: true);
        Assert.NotEqual("one", copy);
        Assert.Equal("input", EngineUnderTest.Output<string>(await engine.End(copy)));
        Assert.Equal(2, (await All(engine)).Count);
    });

    [Theory, EachHead]
    public Task Restart_AnUnknownOrRunningInstance_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync("no such instance"));
        var id = await engine.Start("wait", "x");
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RestartAsync(id));
        Assert.Contains("Terminate it first", refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(id, await engine.Client.RestartAsync(id, restartWithNewInstanceId: true));
        await engine.Client.TerminateInstanceAsync(id);
        await engine.End(id);
        await engine.Client.RestartAsync(id);
        await engine.Until(id, OrchestrationRuntimeStatus.Running);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Start("wait", "x", id));
    });

    static async Task<List<OrchestrationMetadata>> All(EngineUnderTest engine)
    {
        var all = new List<OrchestrationMetadata>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync())
            all.Add(instance);
        return all;
    }

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("echo", (_, input) => input);
        tasks.AddOrchestratorFunc<string>(
            "fail", new Action<TaskOrchestrationContext, string>((_, _) => throw new InvalidOperationException("as asked")));
        tasks.AddOrchestratorFunc<string, string>("wait", async (context, _) => await context.WaitForExternalEvent<string>("e"));
        tasks.AddOrchestratorFunc<int, int>("family", async (context, left) => left == 0 ? 0 : await context.CallSubOrchestratorAsync<int>(
            "family", left - 1, new SubOrchestrationOptions(instanceId: context.InstanceId + "-")));
    }
}
