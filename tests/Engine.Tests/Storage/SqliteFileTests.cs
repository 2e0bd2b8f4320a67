using Microsoft.Data.Sqlite;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public sealed class SqliteFileTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("file-");

    string File => Path.Combine(folder.FullName, "engine.db");

    [Fact]
    public void File_OfANewerProgram_IsRefusedAndLeftAlone()
    {
        Make(50);
        Shell("PRAGMA user_version=99");
        RefusedAsItIs("ORC-STORE-011", "schema 99");
    }

    // The tables of every older version, with an instance as it wrote one, which has not begun.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task File_OfAnOlderVersion_IsTakenForwardWithAllItHolds(int version)
    {
        using (var old = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            SQLitePCL.Batteries_V2.Init();
            old.Open();
            SqliteSchema.Upgrade(old, version);
            using var command = old.CreateCommand();
            command.CommandText = """
                INSERT INTO instances(key, id, name, version, execution_id, status, created_at, updated_at, input)
                  VALUES (7, 'old', 'echo', '', 'e1', 6, $at, $at, '"kept"');
                INSERT INTO history(key, resume, at, events) VALUES (7, 1, $at, $events);
                INSERT INTO host_state VALUES ('timer/Daily', 'state');
                """;
            var at = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            command.Parameters.AddWithValue("$at", at.Ticks);
            command.Parameters.AddWithValue("$events", HistoryCodec.Encode([new ExecutionStarted(at, "echo", "e1", "\"kept\"", "", null, null)]));
            command.ExecuteNonQuery();
        }

        Assert.Equal(version, DurableEngine.Inspect(File).Schema);
        void Echo(Microsoft.DurableTask.DurableTaskRegistry tasks) =>
            tasks.AddOrchestratorFunc<string, string>("echo", (_, text) => Task.FromResult(text));
        await using (var engine = DurableEngine.OnFile(File, EngineUnderTest.Parts(Echo, TestClock.Wall)))
        {
            Assert.Equal(1, engine.Start());
            Assert.Equal(1, engine.Statistics.Resumed);
            var ended = await engine.Client.WaitForInstanceCompletionAsync("old", getInputsAndOutputs: true).WaitAsync(TestClock.Patience);
            Assert.Equal("kept", ended.ReadOutputAs<string>());
            Assert.Equal("state", await engine.GetAsync("timer/Daily", CancellationToken.None));
        }

        Assert.Equal(new DatabaseInspection(SqliteSchema.Version, Instances: 1, Unfinished: 0), DurableEngine.Inspect(File));
    }

    [Fact]
    public void Check_WithoutTime_StopsWithoutAFinding()
    {
        Make(400);
        using var connection = SqliteFile.OpenReader(File);
        Assert.Equal((null, false), DatabaseCheck.Quick(connection, TimeSpan.Zero));
        Assert.Equal((null, true), DatabaseCheck.Quick(connection, TimeSpan.FromMinutes(1)));
        Assert.Null(DatabaseCheck.Whole(connection));
    }

    [Fact]
    public void File_OfAnotherProgram_IsRefusedAndLeftAlone()
    {
        Shell("CREATE TABLE photos(name TEXT); INSERT INTO photos VALUES ('beach')");
        RefusedAsItIs("ORC-STORE-013", "another program");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void File_OfRandomBytes_IsRefusedAndLeftAlone(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        System.IO.File.WriteAllBytes(File, bytes);
        RefusedAsItIs("ORC-STORE-012", "damaged");
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void File_ThatWasCutOff_IsRefusedAndLeftAlone(double part)
    {
        Make(400);
        using (var stream = new FileStream(File, FileMode.Open))
            stream.SetLength((long)(stream.Length * part));
        RefusedAsItIs("ORC-STORE-012", "damaged");
    }

    // SQLite's pages have no checksums: damage inside a text may go unseen. What is seen is refused by its code, and what is not
    // never brings the engine down.
    [Fact]
    public async Task File_WithBytesFlippedInItsPages_IsRefusedByCodeOrServed()
    {
        Make(300);
        var sound = System.IO.File.ReadAllBytes(File);
        var refused = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var bytes = sound.ToArray();
            var page = random.Next(1, bytes.Length / 4096);
            for (var i = 0; i < 40; i++)
                bytes[(page * 4096) + random.Next(seed % 2 == 0 ? 40 : 4096)] ^= (byte)random.Next(1, 256);
            System.IO.File.WriteAllBytes(File, bytes);
            try
            {
                await using var engine = DurableEngine.OnFile(File, EngineUnderTest.Parts(_ => { }, TestClock.Wall));
                engine.Start();
                await engine.StopAsync(TestClock.Patience, TestClock.Wall);
            }
            catch (StorageException damaged)
            {
                Assert.Equal("ORC-STORE-012", damaged.Code);
                refused++;
            }

            foreach (var left in folder.GetFiles("engine.db-*"))
                left.Delete();
        }

        Assert.InRange(refused, 20, 60);
    }

    [Fact]
    public void Row_WithAHistoryOrMessageThatIsNoJson_IsRefusedAsDamaged()
    {
        Make(3);
        Shell("INSERT INTO messages(id, key, event) SELECT 1, key, x'5b7b' FROM instances LIMIT 1");
        using var store = new SqliteDurableStore(File);
        Assert.Equal("ORC-STORE-012", Assert.Throws<StorageException>(store.Recover).Code);
    }

    [Fact]
    public async Task File_ThatAnotherEngineUses_IsRefusedUntilThatOneHasEnded()
    {
        await using (var first = DurableEngine.OnFile(File, EngineUnderTest.Parts(_ => { }, TestClock.Wall)))
        {
            var refusal = Assert.Throws<StorageException>(() => DurableEngine.OnFile(File, EngineUnderTest.Parts(_ => { }, TestClock.Wall)));
            Assert.Equal("ORC-STORE-014", refusal.Code);
            Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        }

        await using var second = DurableEngine.OnFile(File, EngineUnderTest.Parts(_ => { }, TestClock.Wall));
        second.Start();
    }

    [Fact]
    public void File_ThatIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(File);
        Refused("ORC-STORE-010", "cannot be opened");
    }

    [Fact]
    public void File_BelowAFile_IsRefused()
    {
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "plain"), "");
        var refusal = Assert.Throws<StorageException>(() => new SqliteDurableStore(Path.Combine(folder.FullName, "plain", "engine.db")));
        Assert.Equal("ORC-STORE-014", refusal.Code);
    }

    [Fact]
    public void File_InAFolderThatIsMissing_IsCreatedWithIt()
    {
        using var store = new SqliteDurableStore(Path.Combine(folder.FullName, "a", "b", "engine.db"));
        Assert.Empty(store.Recover().Instances);
    }

    [Fact]
    public void Writer_OfAnEngine_IsDurableAndKeepsAWriteAheadLog()
    {
        using var writer = SqliteFile.OpenWriter(File, everyCommitDurable: true);
        Assert.Equal("wal", Ask("journal_mode"));
        Assert.Equal(2L, Ask("synchronous"));

        object? Ask(string pragma)
        {
            using var command = writer.CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            return command.ExecuteScalar();
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    void Make(int instances)
    {
        using (var store = new SqliteDurableStore(File))
            store.Write(Enumerable.Range(1, instances).Select(i => new TestCommit(t =>
            {
                t.Insert(StoreRecords.Running(i, $"i{i}"));
                t.Append(i, StoreRecords.Started(i));
            })).ToList());
        Shell("PRAGMA wal_checkpoint(TRUNCATE)");
        foreach (var left in folder.GetFiles("engine.db-*"))
            left.Delete();
    }

    void Shell(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    void RefusedAsItIs(string code, string text)
    {
        var before = System.IO.File.ReadAllBytes(File);
        Refused(code, text);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Refused(code, text);
    }

    void Refused(string code, string text)
    {
        var refusal = Assert.Throws<StorageException>(() => DurableEngine.OnFile(File, EngineUnderTest.Parts(_ => { }, TestClock.Wall)));
        Assert.Equal(code, refusal.Code);
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
    }
}
