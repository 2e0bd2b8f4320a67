using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Client;

public class QueryTests
{
    [Theory, EachHead]
    public Task Query_OverManyInstances_PagesThroughThemInTheOrderOfCreation(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        for (var i = 0; i < 25; i++)
            await engine.Start("echo", i, $"i{i}");
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
            pages.Add(page);
        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"i{i}"), pages.SelectMany(page => page.Values).Select(instance => instance.InstanceId));
        Assert.Null(pages[^1].ContinuationToken);

        // A token goes on where its page ended, also over a restart and with another size.
        await engine.Restart();
        var rest = new List<string>();
        var following = new OrchestrationQuery(PageSize: 7, ContinuationToken: pages[0].ContinuationToken);
        await foreach (var page in engine.Client.GetAllInstancesAsync(following).AsPages())
            rest.AddRange(page.Values.Select(instance => instance.InstanceId));
        Assert.Equal(Enumerable.Range(10, 15).Select(i => $"i{i}"), rest);
    });

    [Theory, EachHead]
    public Task Query_ByPrefix_TakesItLiterally(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        foreach (var id in new[] { "dca-a", "dca-b", "DCA-c", "dca_d", "dcax", "x%y", "x_y", "xzy", "dca-~~" })
            await engine.Start("echo", 1, id);
        Assert.Equal(["dca-a", "dca-b", "dca-~~"], await Ids(engine, new OrchestrationQuery(InstanceIdPrefix: "dca-")));
        Assert.Equal(["x%y"], await Ids(engine, new OrchestrationQuery(InstanceIdPrefix: "x%")));
        Assert.Equal(["x_y"], await Ids(engine, new OrchestrationQuery(InstanceIdPrefix: "x_")));
        Assert.Equal(9, (await Ids(engine, new OrchestrationQuery(InstanceIdPrefix: ""))).Count);
        Assert.Empty(await Ids(engine, new OrchestrationQuery(InstanceIdPrefix: "none")));
    });

    [Theory, EachHead]
    public Task Query_ByStatusAndTime_TakesThoseThatMatchAll(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("echo", 1, "done-early");
        await engine.Start("wait", 1, "running-early");
        await engine.Until("running-early", OrchestrationRuntimeStatus.Running);
        await engine.Pause(5);
        var middle = engine.Time.GetUtcNow();
        await engine.Pause(5);
        await engine.Run("echo", 1, "done-late");
        Assert.Equal(["running-early"], await Ids(engine, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(
            ["done-early", "running-early", "done-late"],
            await Ids(engine, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(["done-late"], await Ids(engine, new OrchestrationQuery(CreatedFrom: middle)));
        Assert.Equal(
            ["done-early"],
            await Ids(engine, new OrchestrationQuery(CreatedTo: middle, Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(3, (await Ids(engine, new OrchestrationQuery(Statuses: []))).Count);
    });

    [Theory, EachHead]
    public Task Query_WithATokenOrSizeThatMakesNoSense_IsRefused(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Ids(engine, new OrchestrationQuery(ContinuationToken: "not mine")));
        await Assert.ThrowsAsync<ArgumentException>(() => Ids(engine, new OrchestrationQuery(ContinuationToken: "-1")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ids(engine, new OrchestrationQuery(PageSize: 0)));
    });

    [Theory, EachHead]
    public Task Query_WithoutPayloads_LeavesThemOut(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        await engine.Run("echo", 7, "one");
        await foreach (var bare in engine.Client.GetAllInstancesAsync())
        {
            Assert.Null(bare.SerializedInput ?? bare.SerializedOutput);
            Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<int>());
        }

        await foreach (var full in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
            Assert.Equal((7, 7), (full.ReadInputAs<int>(), full.ReadOutputAs<int>()));
        Assert.Null((await engine.Client.GetInstanceAsync("one"))!.SerializedOutput);
        Assert.Null(await engine.Client.GetInstanceAsync("no such instance"));
    });

    [Theory, EachHead]
    public Task Tags_GivenAtTheStart_AreReadBackEverywhere(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var options = new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string> { ["plan"] = "btc", ["Ünï"] = "\"quoted\"" } };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("count", 3, options);
        Assert.Equal(options.Tags, (await engine.End("tagged")).Tags);
        await engine.Restart();
        Assert.Equal(options.Tags, (await engine.Get("tagged")).Tags);
        await engine.Client.RestartAsync("tagged");
        Assert.Equal(options.Tags, (await engine.End("tagged")).Tags);
        await engine.Run("echo", 1, "bare");
        Assert.Empty((await engine.Get("bare")).Tags);
    });

    [Theory, EachHead]
    public Task Metadata_OverTheLifeOfAnInstance_ShowsItsTimes(Head head) => EngineUnderTest.On(head, Tasks, async engine =>
    {
        var before = engine.Time.GetUtcNow();
        await engine.Start("wait", 1, "one");
        await engine.Until("one", OrchestrationRuntimeStatus.Running);
        var running = await engine.Get("one");
        await engine.Pause(20);
        await engine.Client.RaiseEventAsync("one", "other");
        await engine.UntilQuiet();
        var later = await engine.Get("one");
        Assert.Equal("wait", later.Name);
        Assert.InRange(running.CreatedAt, before, engine.Time.GetUtcNow());
        Assert.Equal(running.CreatedAt, later.CreatedAt);
        Assert.True(later.LastUpdatedAt > running.LastUpdatedAt);
        await engine.Restart();
        Assert.Equal(later.LastUpdatedAt, (await engine.Get("one")).LastUpdatedAt);
    });

    static async Task<List<string>> Ids(EngineUnderTest engine, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(query))
            ids.Add(instance.InstanceId);
        return ids;
    }

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<int, int>("echo", (_, input) => input);
        tasks.AddOrchestratorFunc<int, int>("wait", async (context, _) => await context.WaitForExternalEvent<int>("e"));
        tasks.AddOrchestratorFunc<int, int>("count", (context, left) =>
        {
            if (left > 0)
                context.ContinueAsNew(left - 1);
            return left;
        });
    }
}
