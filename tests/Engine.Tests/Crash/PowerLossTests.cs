using System.Collections.Concurrent;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Crash;

/// <summary>
/// The power goes at every single write of a mixed workload, once just before the write is durable and once just after. What the
/// next engine makes of the rest must be what an undisturbed run makes.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    const string Id = "run";
    static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("power-");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PowerLoss_AtEveryWrite_ChangesNoResult(bool durable)
    {
        var writes = await Undisturbed();
        Assert.InRange(writes, 120, 1000);
        for (var at = 0L; at < writes; at++)
        {
            using var disk = new MemoryDurableStore();
            await LivesEndingAt([at], durable, () => disk);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PowerLoss_AgainAndAgain_ChangesNoResult(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 40; run++)
        {
            using var disk = new MemoryDurableStore();
            var lives = Enumerable.Range(0, 6).Select(_ => (long)random.Next(60)).ToArray();
            await LivesEndingAt(lives, durable: random.Next(2) == 0, () => disk);
        }
    }

    [Fact]
    public async Task PowerLoss_WithARealFile_ChangesNoResult()
    {
        var writes = await Undisturbed();
        for (var at = 0L; at < writes; at += 5)
        {
            var file = Path.Combine(folder.FullName, $"{at}.db");
            await LivesEndingAt([at, 30], durable: at % 2 == 0, () => new SqliteDurableStore(file, everyCommitDurable: false));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    static async Task<long> Undisturbed()
    {
        using var disk = new MemoryDurableStore();
        var store = new PowerLossStore(disk, long.MaxValue, false);
        await Live(store, new VirtualTime(Begin), new ConcurrentDictionary<string, int>());
        return store.Writes;
    }

    static async Task LivesEndingAt(long[] writes, bool durable, Func<IDurableStore> open)
    {
        var effects = new ConcurrentDictionary<string, int>();
        var now = Begin;
        var lost = 0;
        try
        {
            foreach (var write in writes.Append(long.MaxValue))
            {
                var disk = open();
                try
                {
                    var time = new VirtualTime(now) { Patience = TimeSpan.FromSeconds(3) };
                    var store = new PowerLossStore(disk, write, durable);
                    var ended = await Live(store, time, effects);
                    now = time.GetUtcNow().AddMilliseconds(1);
                    if (ended)
                        break;
                    lost++;
                }
                finally
                {
                    if (disk is SqliteDurableStore)
                        disk.Dispose();
                }
            }

            // A life runs each activity at most once for each attempt that its orchestrator asks for: the first attempt of the flaky
            // one fails by design, and each loss of power costs at most one more run.
            Assert.All(effects, effect =>
                Assert.InRange(effect.Value, 1, 1 + lost + (effect.Key.EndsWith("flaky", StringComparison.Ordinal) ? 1 + lost : 0)));
            AssertNothingIsLeft(open);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Power lost at writes {string.Join(", ", writes)}, durable {durable}: {wrong.Message}", wrong);
        }
    }

    /// <summary>One life of an engine. True when the work was done before the power went.</summary>
    static async Task<bool> Live(PowerLossStore store, VirtualTime time, ConcurrentDictionary<string, int> effects)
    {
        var parts = EngineUnderTest.Parts(
            tasks => CrashWorkload.Register(tasks, key => effects.AddOrUpdate(key, 1, (_, count) => count + 1), time), time);
        var engine = new DurableEngine(store, new InlineCommitter(store), time, parts);
        var work = time.Start(async () =>
        {
            engine.Start();
            await CrashWorkload.Begin(engine.Client, Id);
            await CrashWorkload.Check(engine.Client, Id);
        });
        var first = Task.WhenAny(store.Lost, work);
        time.RunUntil(first);
        if (await first == store.Lost)
            return false;
        await work;
        return true;
    }

    static void AssertNothingIsLeft(Func<IDurableStore> open)
    {
        var disk = open();
        try
        {
            var left = disk.Recover();
            Assert.Empty(left.Instances);
            Assert.Empty(left.Timers);
            Assert.Empty(left.Messages);

            // The run, its listener, and each child once: none was started a second time under another id.
            var all = disk.Query(new InstanceFilter(), null, int.MaxValue).Rows;
            Assert.Equal(2 + (CrashWorkload.Rounds * CrashWorkload.ChildrenPerRound), all.Count);
        }
        finally
        {
            if (disk is SqliteDurableStore)
                disk.Dispose();
        }
    }
}
