using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Entities;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Crash;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Entities;

/// <summary>
/// The power goes at every single write of work on entities: locks over two of them, calls, signals at once and later, entities
/// that signal and start others. At the end every state is as if nothing had happened, and nothing is locked or left over.
/// </summary>
public sealed class EntityPowerLossTests : IDisposable
{
    const int Movers = 4;
    const int Steps = 2;
    static readonly EntityInstanceId later = new("counter", "later");
    static readonly EntityInstanceId teller = new("teller", "t");
    static readonly string[] everyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated", "Canceled"];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entity-power-");
    DateTimeOffset now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PowerLoss_AtEveryWrite_ChangesNoState(bool durable)
    {
        using var undisturbed = new MemoryDurableStore();
        var store = new PowerLossStore(undisturbed, long.MaxValue, false);
        Assert.True(await Live(store));
        AssertAllIsDone(undisturbed);
        Assert.InRange(store.Writes, 60, 1000);
        for (var at = 0L; at < store.Writes; at++)
        {
            using var disk = new MemoryDurableStore();
            await LivesEndingAt([at, at / 2], durable, () => disk);
        }
    }

    [Fact]
    public async Task PowerLoss_WithARealFile_ChangesNoState()
    {
        for (var at = 0L; at < 60; at += 4)
        {
            var file = Path.Combine(folder.FullName, $"{at}.db");
            await LivesEndingAt([at, 20], durable: at % 8 == 0, () => new SqliteDurableStore(file, everyCommitDurable: false));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    async Task LivesEndingAt(long[] writes, bool durable, Func<IDurableStore> open)
    {
        try
        {
            foreach (var write in writes.Append(long.MaxValue))
                if (await On(open, disk => Live(new PowerLossStore(disk, write, durable))))
                    break;
            await On(open, disk =>
            {
                AssertAllIsDone(disk);
                return Task.FromResult(true);
            });
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Power lost at writes {string.Join(", ", writes)}, durable {durable}: {wrong.Message}", wrong);
        }
    }

    static async Task<bool> On(Func<IDurableStore> open, Func<IDurableStore, Task<bool>> use)
    {
        var disk = open();
        try
        {
            return await use(disk);
        }
        finally
        {
            if (disk is SqliteDurableStore)
                disk.Dispose();
        }
    }

    /// <summary>One life of an engine. True when the work was done before the power went.</summary>
    async Task<bool> Live(PowerLossStore store)
    {
        var time = new VirtualTime(now) { Patience = TimeSpan.FromSeconds(3) };
        var engine = new DurableEngine(store, new InlineCommitter(store), time, EngineUnderTest.Parts(Register, time));
        var work = time.Start(async () =>
        {
            engine.Start();
            for (var i = 0; i < Movers; i++)
                await Begin(engine.Client, i);
            for (var i = 0; i < Movers; i++)
                EngineUnderTest.Output<int>(await engine.Client.WaitForInstanceCompletionAsync($"mover-{i}", getInputsAndOutputs: true));
            while (store.Entities.RecoverMessages().Count > 0 || engine.Statistics.ActiveInstances > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        });
        var first = Task.WhenAny(store.Lost, work);
        time.RunUntil(first);
        now = time.GetUtcNow().AddMilliseconds(1);
        if (await first == store.Lost)
            return false;
        await work;
        return true;
    }

    static void AssertAllIsDone(IDurableStore disk)
    {
        var left = disk.Recover();
        Assert.Empty(left.Instances);
        Assert.Empty(left.Messages);
        Assert.Empty(disk.Entities.RecoverMessages());
        var entities = disk.Entities.Query(new EntityFilter(WithoutState: true), "", int.MaxValue);
        Assert.All(entities, entity => Assert.Null(entity.LockedBy));
        Assert.Equal(
            [
                ("@counter@a", $"{-Movers * Steps}"),
                ("@counter@b", $"{Movers * Steps}"),
                ("@counter@later", $"{11 * Movers * Steps}"),
                ("@teller@t", $"{Movers * Steps}"),
            ],
            entities.Select(entity => (entity.Id, entity.State!)));

        // The movers, and once each what the teller started for them.
        var instances = disk.Query(new InstanceFilter(), null, int.MaxValue).Rows;
        Assert.Equal(Movers + (Movers * Steps), instances.Count);
    }

    static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddEntity<Counter>();
        tasks.AddEntity<Teller>();
        tasks.AddOrchestratorFunc<int, int>("report", (_, input) => Task.FromResult(input));
        tasks.AddOrchestratorFunc<int, int>("mover", async (context, number) =>
        {
            var entities = context.Entities;
            for (var step = 0; step < Steps; step++)
            {
                var (one, other) = number % 2 == 0 ? (Counter.A, Counter.B) : (Counter.B, Counter.A);
                await using (await entities.LockEntitiesAsync(one, other))
                {
                    var before = await entities.CallEntityAsync<int>(Counter.A, "get");
                    await Task.WhenAll(entities.CallEntityAsync(Counter.A, "add", -1), entities.CallEntityAsync(Counter.B, "add", 1));
                    Assert.Equal(before - 1, await entities.CallEntityAsync<int>(Counter.A, nameof(Counter.AddSlowly), 0));
                }

                await entities.SignalEntityAsync(later, "add", 10, new DateTimeOffset(context.CurrentUtcDateTime.AddMilliseconds(5 + number)));
                await entities.CallEntityAsync(teller, nameof(Teller.Tell), (number * Steps) + step);
            }

            return number;
        });
    }

    static async Task Begin(DurableTaskClient client, int number)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                "mover", number, new StartOrchestrationOptions($"mover-{number}") { DedupeStatuses = everyStatus });
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // An earlier life got through, though it may not have heard so.
        }
    }

    sealed class Teller : TaskEntity<int>
    {
        public void Tell(int what)
        {
            State++;
            Context.SignalEntity(later, "add", 1);
            Context.ScheduleNewOrchestration("report", what, new StartOrchestrationOptions($"report-{what}"));
        }
    }
}
