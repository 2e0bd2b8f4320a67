using Microsoft.Data.Sqlite;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Storage;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.Tests.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-store-").FullName;
    readonly SqliteStore store;

    public SqliteStoreTests() => store = new SqliteStore(FilePath);

    protected override IStore Store => store;

    string FilePath => Path.Combine(folder, "state", "store.db");

    public override void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
        base.Dispose();
    }

    [Fact]
    public async Task Reopen_AfterWrites_KeepsItemsAndNeverReusesETags()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""), new StoreOperation.Create("b", "{}"));
        var last = (await ItemAsync(store, "b")).ETag;
        await WriteAsync(new StoreOperation.Delete("b", last));
        store.Dispose();

        using var reopened = new SqliteStore(FilePath);
        Assert.Equal("""{"v":1}""", (await ItemAsync(reopened, "a")).Json);
        await reopened.WriteAsync(Partition, [new StoreOperation.Create("b", "{}")], default);
        Assert.NotEqual(last, (await ItemAsync(reopened, "b")).ETag);
    }

    [Fact]
    public async Task Copy_TakenWhileOpen_HoldsEveryAcknowledgedWrite()
    {
        // What a killed process leaves behind: the file and its log, no orderly close.
        for (var i = 0; i < 50; i++)
            await WriteAsync(new StoreOperation.Create($"n-{i:D2}", "{}"));
        var copy = Path.Combine(folder, "copy.db");
        File.Copy(FilePath, copy);
        File.Copy(FilePath + "-wal", copy + "-wal");
        using var survivor = new SqliteStore(copy);
        Assert.Equal(50, (await IdsAsync(survivor)).Count);
    }

    [Fact]
    public async Task Open_OfNewerVersion_IsRefusedAndLeavesTheFile()
    {
        await WriteAsync(new StoreOperation.Create("a", "{}"));
        store.Dispose();
        Execute(FilePath, "PRAGMA user_version = 99");
        var error = Assert.Throws<StoreException>(() => new SqliteStore(FilePath));
        Assert.Equal("ORC-STORE-004", error.Code);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Execute(FilePath, "PRAGMA user_version = 1");
        using var again = new SqliteStore(FilePath);
        Assert.Single(await IdsAsync(again));
    }

    [Fact]
    public void Open_OfNoDatabase_IsRefused()
    {
        var path = Path.Combine(folder, "notes.txt");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("not a database\n", 200)));
        var error = Assert.Throws<StoreException>(() => new SqliteStore(path));
        Assert.Equal("ORC-STORE-005", error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("not a database", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnotherProgramsDatabase_IsRefused()
    {
        var path = Path.Combine(folder, "other.db");
        Execute(path, "CREATE TABLE song (title TEXT)");
        Assert.Equal("ORC-STORE-005", Assert.Throws<StoreException>(() => new SqliteStore(path)).Code);
    }

    [Fact]
    public async Task Open_OfDamagedFile_IsRefused()
    {
        for (var i = 0; i < 20; i++)
            await WriteAsync([.. Enumerable.Range(0, 100).Select(
                n => new StoreOperation.Create($"n-{i:D2}-{n:D2}", $$"""{"text":"{{new string('x', 200)}}"}"""))]);
        store.Dispose();
        using (var file = File.OpenWrite(FilePath))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            file.Write(Enumerable.Repeat((byte)0x5A, 8192).ToArray());
        }
        var error = Assert.Throws<StoreException>(() => new SqliteStore(FilePath));
        Assert.Equal("ORC-STORE-005", error.Code);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfTruncatedFile_IsRefused()
    {
        await WriteAsync([.. Enumerable.Range(0, 100).Select(
            n => new StoreOperation.Create($"n-{n:D2}", $$"""{"text":"{{new string('x', 900)}}"}"""))]);
        store.Dispose();
        using (var file = File.OpenWrite(FilePath))
            file.SetLength(file.Length / 3);
        Assert.Equal("ORC-STORE-005", Assert.Throws<StoreException>(() => new SqliteStore(FilePath)).Code);
    }

    [Fact]
    public void Open_OfAFolder_IsACodedError()
    {
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteStore(folder));
        Assert.Equal("ORC-STORE-006", error.Code);
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoStores_OnOneFile_GuardEachOther()
    {
        using var other = new SqliteStore(FilePath);
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var seen = await ItemAsync(other, "a");
        await other.WriteAsync(Partition, [new StoreOperation.Replace("a", """{"v":2}""", seen.ETag)], default);
        var late = await WriteAsync(new StoreOperation.Replace("a", """{"v":3}""", seen.ETag));
        Assert.Equal(new StoreResult.Conflict("a", StoreConflict.ETagMismatch), late);
    }

    [Fact]
    public async Task Writers_ManyInParallel_AreAllStoredAndReadBack()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => Task.Run(
            () => WriteAsync(new StoreOperation.Create($"n-{n:D3}", $$"""{"n":{{n}}}""")))));
        Assert.All(results, result => Assert.IsType<StoreResult.Committed>(result));
        Assert.Equal(500, (await IdsAsync(store, "n-")).Count);
    }

    [Fact]
    public async Task Calls_AfterDispose_AreRefused()
    {
        store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => WriteAsync(new StoreOperation.Create("a", "{}")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetAsync(new StoreKey(Partition, "a"), default));
    }

    static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
