using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public sealed class FullDiskTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("full-");
    readonly ConcurrentDictionary<string, int> effects = new();
    readonly TaskCompletionSource limited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    string File => Path.Combine(folder.FullName, "engine.db");

    [Fact]
    public async Task FullDisk_UnderLoad_StopsTheEngineUntilThereIsSpaceAndLosesNothing()
    {
        var sqlite = new SqliteDurableStore(File);
        using var store = new HeldStore(sqlite);
        await using var engine = DurableEngine.OnWallClock(store, EngineUnderTest.Parts(Tasks, TestClock.Wall));
        engine.Start();
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => engine.Client.ScheduleNewOrchestrationInstanceAsync("chain", $"c{i}")));
        LimitPages(store, sqlite, 1);
        var held = engine.Client.ScheduleNewOrchestrationInstanceAsync("chain", "late");
        SpinWait.SpinUntil(() => engine.Trouble is not null, TestClock.Patience);
        Assert.Contains("ORC-STORE-015", engine.Trouble, StringComparison.Ordinal);

        LimitPages(store, sqlite, 1_000_000);
        foreach (var id in ids.Append(await held.WaitAsync(TestClock.Patience)))
            Assert.Equal(
                20, (await engine.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TestClock.Patience)).ReadOutputAs<int>());
        Assert.Null(engine.Trouble);
        Assert.All(effects, effect => Assert.Equal(1, effect.Value));
        Assert.Equal(31 * 20, effects.Count);
    }

    [Fact]
    public async Task FullDisk_WhenTheEngineStops_LosesNothingThatWasAcknowledged()
    {
        var sqlite = new SqliteDurableStore(File);
        Task late;
        using (var store = new HeldStore(sqlite))
        {
            await using var engine = DurableEngine.OnWallClock(store, EngineUnderTest.Parts(Tasks, TestClock.Wall));
            engine.Start();
            for (var i = 0; i < 20; i++)
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("chain", $"c{i}", new StartOrchestrationOptions($"i{i}"));
            LimitPages(store, sqlite, 1);
            late = engine.Client.ScheduleNewOrchestrationInstanceAsync("chain", "late", new StartOrchestrationOptions("late"));
            SpinWait.SpinUntil(() => engine.Trouble is not null, TestClock.Patience);
            await engine.StopAsync(TimeSpan.FromMilliseconds(100), TestClock.Wall).WaitAsync(TestClock.Patience);
        }

        await using var next = DurableEngine.OnFile(File, EngineUnderTest.Parts(Tasks, TestClock.Wall));
        next.Start();
        for (var i = 0; i < 20; i++)
            Assert.Equal(
                20, (await next.Client.WaitForInstanceCompletionAsync($"i{i}", true).WaitAsync(TestClock.Patience)).ReadOutputAs<int>());

        // The last free bytes of a page may have taken it; then it was acknowledged, and otherwise it was refused.
        await ((Task)Task.WhenAny(late)).WaitAsync(TestClock.Patience);
        Assert.Equal(late.IsCompletedSuccessfully, await next.Client.GetInstanceAsync("late") is not null);
    }

    public void Dispose() => folder.Delete(recursive: true);

    void LimitPages(HeldStore store, SqliteDurableStore sqlite, long pages)
    {
        store.Hold();
        lock (store.Writing)
            sqlite.LimitPages(pages);
        store.Release();
        limited.TrySetResult();
    }

    void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("step", async (_, key) =>
        {
            // So that most of the work is still to be done when the disk is full.
            if (!key.EndsWith("-0", StringComparison.Ordinal))
                await limited.Task;
            effects.AddOrUpdate(key, 1, (_, count) => count + 1);
            return new string('x', 2000);
        });
        tasks.AddOrchestratorFunc<string, int>("chain", async (context, name) =>
        {
            var done = 0;
            while (done < 20)
            {
                await context.CallActivityAsync<string>("step", $"{name}-{done}");
                done++;
            }

            return done;
        });
    }
}
