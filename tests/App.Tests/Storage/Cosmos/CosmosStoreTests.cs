using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Storage.Cosmos;

/// <summary>The contract of stores, and what only a service can do wrong, with the real client against a stand-in.</summary>
public sealed class CosmosStoreTests : StoreContract, IAsyncLifetime
{
    CosmosStandIn service = null!;
    CosmosClient client = null!;
    CosmosStore store = null!;

    protected override IStore Store => store;

    public async Task InitializeAsync()
    {
        service = await CosmosStandIn.StartAsync();
        client = service.Client();
        store = new CosmosStore(client.GetContainer("db", "items"), WallClock.Instance);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task List_OfManyItems_FollowsContinuations()
    {
        for (var i = 0; i < 600; i += 100)
            await WriteAsync([.. Enumerable.Range(i, 100).Select(n => new StoreOperation.Create($"n-{n:D4}", "{}"))]);
        Assert.Equal(600, (await IdsAsync(Store)).Count);
        Assert.Equal(3, service.Pages);
    }

    [Fact]
    public async Task Requests_AboveTheRate_WaitAsLongAsTheServiceSays()
    {
        var refusals = 0;
        service.Before = context => Answer(context, Interlocked.Increment(ref refusals) <= 2, 429, "50");
        var start = WallClock.Instance.GetTimestamp();
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("a", "{}")));
        Assert.Equal(3, refusals);
        Assert.InRange(WallClock.Instance.GetElapsedTime(start).TotalMilliseconds, 100, 10_000);
    }

    [Fact]
    public async Task Requests_KeptAboveTheRate_AreACodedError()
    {
        service.Before = context => Answer(context, true, 429, "1");
        var write = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new StoreOperation.Create("a", "{}")));
        var batch = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => WriteAsync(new StoreOperation.Create("a", "{}"), new StoreOperation.Create("b", "{}")));
        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync(new StoreKey(Partition, "a"), default));
        var list = await Assert.ThrowsAsync<StoreUnavailableException>(() => IdsAsync(Store));
        Assert.All([write, batch, read, list], error => Assert.Equal("ORC-STORE-020", error.Code));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Write_WhoseAnswerIsLost_IsCommittedOnce(int size)
    {
        var seen = new ConcurrentQueue<int>();
        service.After = context => Answer(context, Lost(seen), 503);
        var operations = Enumerable.Range(0, size).Select(n => new StoreOperation.Create("a" + n, """{"v":1}""")).ToArray();
        Assert.IsType<StoreResult.Committed>(await WriteAsync([.. operations]));
        Assert.Equal(size, (await IdsAsync(Store)).Count);
    }

    [Fact]
    public async Task Replace_WhoseAnswerIsLost_IsCommittedOnce()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var etag = (await ItemAsync(Store, "a")).ETag;
        var seen = new ConcurrentQueue<int>();
        service.After = context => Answer(context, Lost(seen), 500);
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Replace("a", """{"v":2}""", etag)));
        Assert.Equal("""{"v":2}""", (await ItemAsync(Store, "a")).Json);
    }

    [Fact]
    public async Task Create_WhoseAnswerIsLost_WhenAnotherWasFirst_Conflicts()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var seen = new ConcurrentQueue<int>();
        service.After = context => Answer(context, Lost(seen), 503);
        Assert.Equal(
            new StoreResult.Conflict("a", StoreConflict.AlreadyExists), await WriteAsync(new StoreOperation.Create("a", """{"v":2}""")));
    }

    [Fact]
    public async Task Write_ThatIsNeverAnswered_IsSaidToBeUncertain()
    {
        service.After = context => Answer(context, true, 500);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new StoreOperation.Create("a", "{}")));
        Assert.Equal("ORC-STORE-021", error.Code);
        Assert.Contains("may have happened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_WithoutTheRole_AreRefusedAtOnce()
    {
        var asked = 0;
        service.Before = context => Answer(context, Interlocked.Increment(ref asked) > 0, 403);
        var error = await Assert.ThrowsAsync<StoreException>(() => WriteAsync(new StoreOperation.Create("a", "{}")));
        Assert.Equal("ORC-STORE-022", error.Code);
        Assert.InRange(asked, 1, 3);
    }

    [Fact]
    public async Task Container_ThatIsNotThere_IsNoMissingItem()
    {
        var other = new CosmosStore(client.GetContainer("db", "nowhere"), WallClock.Instance);
        var read = await Assert.ThrowsAsync<StoreException>(() => other.GetAsync(new StoreKey(Partition, "a"), default));
        var write = await Assert.ThrowsAsync<StoreException>(
            () => other.WriteAsync(Partition, [new StoreOperation.Delete("a", "1")], default));
        Assert.All([read, write], error => Assert.Equal("ORC-STORE-022", error.Code));
    }

    [Fact]
    public async Task Content_FullOfQuotes_TravelsAndReturns()
    {
        var json = $$"""{"a":[{{string.Join(',', Enumerable.Repeat("\"\\\"\"", 100_000))}}]}""";
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("a", json)));
        Assert.Equal(json, (await ItemAsync(Store, "a")).Json);
    }

    // The first document request of a test fails after it took effect.
    static bool Lost(ConcurrentQueue<int> seen)
    {
        seen.Enqueue(0);
        return seen.Count == 1;
    }

    static async Task<bool> Answer(HttpContext context, bool when, int status, string? retryAfter = null)
    {
        if (!when)
            return false;
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers["x-ms-retry-after-ms"] = retryAfter;
        await context.Response.WriteAsync("{}");
        return true;
    }
}
