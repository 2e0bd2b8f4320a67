using System.Diagnostics;
using Microsoft.Azure.Cosmos;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Storage.Cosmos;

/// <summary>
/// The store against a server that others wrote: npm's @vercel/cosmosdb-server 1.0.1, with the real client. It knows no
/// transactional batches (it takes their rows for JSON) and no query plans, and it breaks down when asked for an item that is not
/// there; so batches, listings and missing items are tested on <see cref="CosmosStandIn"/> only.
/// </summary>
public sealed class CosmosServerTests : IAsyncLifetime
{
    static readonly StoreKey key = new("portfolio", "a");

    Process? server;
    CosmosClient? client;
    CosmosStore store = null!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(CosmosServerFactAttribute.Program))
            return;
        var port = LoopbackPort.Free();
        server = Process.Start(new ProcessStartInfo("node", [CosmosServerFactAttribute.Program, "-p", $"{port}", "--no-ssl"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // It says where it listens as soon as it does.
        await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        client = CosmosStandIn.Client($"http://127.0.0.1:{port}");
        Database database = await client.CreateDatabaseAsync("db");
        Container container = await database.CreateContainerAsync("items", "/partition");
        store = new CosmosStore(container, WallClock.Instance);
    }

    public Task DisposeAsync()
    {
        client?.Dispose();
        server?.Kill();
        server?.Dispose();
        return Task.CompletedTask;
    }

    [CosmosServerFact]
    public async Task Item_FromCreateToDelete_FollowsTheContract()
    {
        const string first = """{ "amount" : 0.1000, "name":"Ünïcödé 100 %_ \u20bf" }""";
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("a", first)));
        Assert.Equal(new StoreResult.Conflict("a", StoreConflict.AlreadyExists), await WriteAsync(new StoreOperation.Create("a", "{}")));
        var created = (await store.GetAsync(key, default))!;
        Assert.Equal(first, created.Json);

        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Replace("a", """{"v":2}""", created.ETag)));
        Assert.Equal(
            new StoreResult.Conflict("a", StoreConflict.ETagMismatch),
            await WriteAsync(new StoreOperation.Replace("a", """{"v":3}""", created.ETag)));
        var replaced = (await store.GetAsync(key, default))!;
        Assert.Equal("""{"v":2}""", replaced.Json);

        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Delete("a", replaced.ETag)));
        Assert.Equal(
            new StoreResult.Conflict("a", StoreConflict.NotFound), await WriteAsync(new StoreOperation.Replace("a", "{}", replaced.ETag)));
    }

    [CosmosServerFact]
    public async Task Partitions_WithTheSameId_AreApart()
    {
        await store.WriteAsync("one", [new StoreOperation.Create("a", """{"v":1}""")], default);
        await store.WriteAsync("two", [new StoreOperation.Create("a", """{"v":2}""")], default);
        Assert.Equal("""{"v":1}""", (await store.GetAsync(new StoreKey("one", "a"), default))!.Json);
        Assert.Equal("""{"v":2}""", (await store.GetAsync(new StoreKey("two", "a"), default))!.Json);
    }

    Task<StoreResult> WriteAsync(StoreOperation operation) => store.WriteAsync(key.Partition, [operation], default);
}
