using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public class SqliteDurableStoreTests : StoreContractTests
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-");

    string File => Path.Combine(folder.FullName, "engine.db");

    // What one store refuses the other refuses, what one holds the other holds: thousands of random writes, some of them undone.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomWrites_OnBothStores_LeaveTheSame(int seed)
    {
        using var memory = new MemoryDurableStore();
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var writes = Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomWrite(random)).ToList();
            if (random.Next(4) == 0)
                writes.Add(_ => throw new InvalidOperationException("undone"));
            var here = Attempt(Store);
            Assert.Equal(Attempt(memory), here);
            if (round % 10 == 0)
                StoreDump.AssertSame(memory, Store, $"round {round} of seed {seed}");

            bool Attempt(IDurableStore store)
            {
                try
                {
                    store.Write(writes.Select(write => new TestCommit(write)).ToList());
                    return true;
                }
                catch (Exception)
                {
                    return false;
                }
            }
        }

        StoreDump.AssertSame(memory, Store, $"the end of seed {seed}");
    }

    [Fact]
    public void Reads_WhileAWriteIsUnderWay_SeeTheStateBeforeIt()
    {
        Write(t => t.Insert(Record(1, "one")), t => t.Append(1, Batch(true)));
        Write(
            t => t.Insert(Record(2, "two")),
            _ => Assert.Null(Store.Find("two")),
            t => t.Append(1, Batch(true)),
            _ => Assert.Equal(2, Store.ReadHistory(1).Count));
        Assert.NotNull(Store.Find("two"));
    }

    [Fact]
    public void HistoryText_ReadWithAnySqliteShell_IsJson()
    {
        Write(t => t.Insert(Record(1, "one")), t => t.Append(1, Batch(true)));
        using var shell = SqliteFile.OpenReader(File);
        using var command = shell.CreateCommand();
        command.CommandText = "SELECT json_extract(events, '$[1].name') FROM history_text WHERE instance = 'one'";
        Assert.Equal("a", command.ExecuteScalar());
    }

    private protected override IDurableStore Open() => new SqliteDurableStore(File, everyCommitDurable: false);

    private protected override IDurableStore Reopen(IDurableStore closed)
    {
        closed.Dispose();
        return Open();
    }

    protected override void Remove() => folder.Delete(recursive: true);

    static Action<IDurableTransaction> RandomWrite(Random random)
    {
        var key = random.Next(1, 15);
        var id = $"i{random.Next(1, 15)}";
        var number = random.Next(8);
        var resume = random.Next(2) == 0;
        return random.Next(10) switch
        {
            0 or 1 => t =>
            {
                if (t.Find(id) is { } old)
                    t.Delete(old.Key);
                var record = Record(key, id) with { Parent = number < 3 ? new ParentLink("n", $"i{number}", "e", 1) : null };
                t.Insert(record);
                t.Append(key, Batch(resume, number));
            },
            2 => t =>
            {
                // No instance rests in ContinuedAsNew (2): it is never stored.
                if (t.Find(id) is { } found && number != 2)
                    t.Update(found with { Status = (OrchestrationRuntimeStatus)number, Output = $"{number}" });
            },
            3 or 4 => t => t.Append(key, Batch(resume, number)),
            5 => t =>
            {
                if (t.Find(id) is { } found)
                    t.AddMessage((number * 100) + key, found.Key, new EventRaised(found.CreatedAt, "e", $"{number}"));
            },
            6 => t => t.DeleteMessage((number * 100) + key),
            7 => t =>
            {
                if (t.Find(id) is { } found)
                    t.AddTimer(found.Key, number, found.CreatedAt.AddMinutes(number));
            },
            8 => t => t.DeleteTimer(key, number),
            _ => number switch
            {
                0 => t => t.Delete(key),
                1 => t => t.DeleteTimersAndMessages(key),
                2 => t =>
                {
                    t.DeleteHistory(key);
                    t.Append(key, Batch(resume, number));
                },
                _ => t => t.SetHostState($"s{number - 3}", $"{key}"),
            },
        };
    }
}
