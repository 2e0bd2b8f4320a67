using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests.Storage;

/// <summary>What every store must do. Each store's test class derives from it, in the test project of the store.</summary>
public abstract class StoreContract : IDisposable
{
    protected const string Partition = "portfolio";

    protected abstract IStore Store { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected static async Task<List<string>> IdsAsync(IStore store, string prefix = "", string? after = null)
    {
        var ids = new List<string>();
        await foreach (var item in store.ListAsync(Partition, prefix, after, default))
            ids.Add(item.Key.Id);
        return ids;
    }

    protected static async Task<StoreItem> ItemAsync(IStore store, string id) =>
        await store.GetAsync(new StoreKey(Partition, id), default) ?? throw new InvalidOperationException($"No item {id}.");

    protected Task<StoreResult> WriteAsync(params StoreOperation[] operations) =>
        Store.WriteAsync(Partition, operations, default);

    [Fact]
    public async Task Get_OfNothing_IsNull() =>
        Assert.Null(await Store.GetAsync(new StoreKey(Partition, "a"), default));

    [Fact]
    public async Task Create_OfNewItem_StoresTextAsGiven()
    {
        const string json = """{ "amount" : 0.1000, "name":"Ünïcödé 100 %_ \u20bf" }""";
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("a", json)));
        var item = await ItemAsync(Store, "a");
        Assert.Equal(json, item.Json);
        Assert.Equal(new StoreKey(Partition, "a"), item.Key);
        Assert.NotEmpty(item.ETag);
    }

    [Fact]
    public async Task Create_OfExistingItem_ConflictsAndKeepsTheOld()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var result = await WriteAsync(new StoreOperation.Create("a", """{"v":2}"""));
        Assert.Equal(new StoreResult.Conflict("a", StoreConflict.AlreadyExists), result);
        Assert.Equal("""{"v":1}""", (await ItemAsync(Store, "a")).Json);
    }

    [Fact]
    public async Task Replace_WithCurrentETag_ChangesTextAndETag()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var before = await ItemAsync(Store, "a");
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Replace("a", """{"v":2}""", before.ETag)));
        var after = await ItemAsync(Store, "a");
        Assert.Equal("""{"v":2}""", after.Json);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Fact]
    public async Task Replace_WithOldETag_Conflicts()
    {
        await WriteAsync(new StoreOperation.Create("a", """{"v":1}"""));
        var old = (await ItemAsync(Store, "a")).ETag;
        await WriteAsync(new StoreOperation.Replace("a", """{"v":2}""", old));
        var result = await WriteAsync(new StoreOperation.Replace("a", """{"v":3}""", old));
        Assert.Equal(new StoreResult.Conflict("a", StoreConflict.ETagMismatch), result);
        Assert.Equal("""{"v":2}""", (await ItemAsync(Store, "a")).Json);
    }

    [Fact]
    public async Task ReplaceAndDelete_OfNothing_Conflict()
    {
        Assert.Equal(
            new StoreResult.Conflict("a", StoreConflict.NotFound), await WriteAsync(new StoreOperation.Replace("a", "{}", "1")));
        Assert.Equal(
            new StoreResult.Conflict("b", StoreConflict.NotFound), await WriteAsync(new StoreOperation.Delete("b", "1")));
    }

    [Fact]
    public async Task Delete_WithCurrentETag_Removes()
    {
        await WriteAsync(new StoreOperation.Create("a", "{}"));
        var etag = (await ItemAsync(Store, "a")).ETag;
        Assert.Equal(
            new StoreResult.Conflict("a", StoreConflict.ETagMismatch),
            await WriteAsync(new StoreOperation.Delete("a", etag + "0")));
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Delete("a", etag)));
        Assert.Null(await Store.GetAsync(new StoreKey(Partition, "a"), default));
        Assert.Empty(await IdsAsync(Store));
    }

    [Fact]
    public async Task ETag_OfItemCreatedAgain_IsNotTheOldOne()
    {
        await WriteAsync(new StoreOperation.Create("a", "{}"));
        var old = (await ItemAsync(Store, "a")).ETag;
        await WriteAsync(new StoreOperation.Delete("a", old));
        await WriteAsync(new StoreOperation.Create("a", "{}"));
        Assert.NotEqual(old, (await ItemAsync(Store, "a")).ETag);
    }

    [Fact]
    public async Task Batch_WithOneFailedGuard_AppliesNothing()
    {
        await WriteAsync(new StoreOperation.Create("taken", "{}"));
        var result = await WriteAsync(new StoreOperation.Create("free", "{}"), new StoreOperation.Create("taken", "{}"));
        Assert.Equal(new StoreResult.Conflict("taken", StoreConflict.AlreadyExists), result);
        Assert.Equal(["taken"], await IdsAsync(Store));
    }

    [Fact]
    public async Task Partitions_WithTheSameId_AreApart()
    {
        await Store.WriteAsync("one", [new StoreOperation.Create("a", """{"v":1}""")], default);
        await Store.WriteAsync("two", [new StoreOperation.Create("a", """{"v":2}""")], default);
        Assert.Equal("""{"v":1}""", (await Store.GetAsync(new StoreKey("one", "a"), default))!.Json);
        Assert.Equal("""{"v":2}""", (await Store.GetAsync(new StoreKey("two", "a"), default))!.Json);
    }

    [Fact]
    public async Task List_IsInOrdinalOrder()
    {
        string[] ids = ["b", "a", "B", "a-1", "a_1", "a1", "ä", "Z", "0", "あ", "%"];
        foreach (var id in ids)
            await WriteAsync(new StoreOperation.Create(id, "{}"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), await IdsAsync(Store));
    }

    [Fact]
    public async Task List_WithPrefix_TakesItLiterally()
    {
        foreach (var id in (string[])["a_1", "ab1", "a%1", "A_1", "a_", "b"])
            await WriteAsync(new StoreOperation.Create(id, "{}"));
        Assert.Equal(["a_", "a_1"], await IdsAsync(Store, "a_"));
        Assert.Equal(["a%1"], await IdsAsync(Store, "a%"));
        Assert.Empty(await IdsAsync(Store, "c"));
    }

    [Fact]
    public async Task List_AfterAnId_StartsBehindIt()
    {
        foreach (var id in (string[])["a1", "a3", "a5", "b1"])
            await WriteAsync(new StoreOperation.Create(id, "{}"));
        Assert.Equal(["a5"], await IdsAsync(Store, "a", "a3"));
        Assert.Equal(["a5"], await IdsAsync(Store, "a", "a4"));
        Assert.Equal(["a1", "a3", "a5"], await IdsAsync(Store, "a", "a"));
        Assert.Equal(["a1", "a3", "a5"], await IdsAsync(Store, "a", "0"));
        Assert.Empty(await IdsAsync(Store, "a", "b1"));
        Assert.Equal(["b1"], await IdsAsync(Store, "", "a5"));
        Assert.Empty(await IdsAsync(Store, "", "z"));
    }

    [Fact]
    public async Task List_OfMoreThanOnePage_ShowsEachItemOnce()
    {
        for (var i = 0; i < 1000; i += 100)
            await WriteAsync([.. Enumerable.Range(i, 100).Select(n => new StoreOperation.Create($"n-{n:D4}", "{}"))]);
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"n-{n:D4}"), await IdsAsync(Store, "n-"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\U0001F600")]
    public async Task Key_WithRefusedForm_IsACodedError(string name)
    {
        var asId = await Assert.ThrowsAsync<StoreException>(() => WriteAsync(new StoreOperation.Create(name, "{}")));
        var asPartition = await Assert.ThrowsAsync<StoreException>(
            () => Store.WriteAsync(name, [new StoreOperation.Create("a", "{}")], default));
        var asKey = await Assert.ThrowsAsync<StoreException>(() => Store.GetAsync(new StoreKey(Partition, name), default));
        Assert.All([asId, asPartition, asKey], error => Assert.Equal("ORC-STORE-001", error.Code));
    }

    [Fact]
    public async Task Key_OfTheLongestLength_IsTaken()
    {
        var longest = new string('k', StoreLimits.MaxKeyLength);
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create(longest, "{}")));
        var error = await Assert.ThrowsAsync<StoreException>(() => WriteAsync(new StoreOperation.Create(longest + "k", "{}")));
        Assert.Equal("ORC-STORE-001", error.Code);
    }

    [Fact]
    public async Task Batch_WithRefusedForm_IsACodedError()
    {
        var empty = await Assert.ThrowsAsync<StoreException>(() => WriteAsync());
        var tooLong = await Assert.ThrowsAsync<StoreException>(
            () => WriteAsync([.. Enumerable.Range(0, 101).Select(n => new StoreOperation.Create($"n{n}", "{}"))]));
        var twice = await Assert.ThrowsAsync<StoreException>(
            () => WriteAsync(new StoreOperation.Create("a", "{}"), new StoreOperation.Delete("a", "1")));
        var twiceInMany = await Assert.ThrowsAsync<StoreException>(
            () => WriteAsync([.. Enumerable.Range(0, 50).Select(n => new StoreOperation.Create($"n{n % 49}", "{}"))]));
        Assert.All([empty, tooLong, twice, twiceInMany], error => Assert.Equal("ORC-STORE-002", error.Code));
        Assert.Empty(await IdsAsync(Store));
    }

    [Fact]
    public async Task Batch_WithTooMuchContent_IsACodedError()
    {
        var half = $$"""{"a":"{{new string('x', StoreLimits.MaxBatchBytes / 2 - 8)}}"}""";
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("a", half), new StoreOperation.Create("b", half)));
        var error = await Assert.ThrowsAsync<StoreException>(() => WriteAsync(
            new StoreOperation.Create("c", half), new StoreOperation.Create("d", half), new StoreOperation.Create("e", "{}")));
        Assert.Equal("ORC-STORE-002", error.Code);
        Assert.Equal(["a", "b"], await IdsAsync(Store));
    }

    [Fact]
    public async Task Content_ThatIsNoObjectOrTooLarge_IsACodedError()
    {
        foreach (var json in (string[])["", "1", "[]", "\"a\"", "null", "{"])
            Assert.Equal("ORC-STORE-003", (await Assert.ThrowsAsync<StoreException>(
                () => WriteAsync(new StoreOperation.Create("a", json)))).Code);
        var fits = $$"""{"a":"{{new string('x', StoreLimits.MaxItemBytes - 8)}}"}""";
        Assert.IsType<StoreResult.Committed>(await WriteAsync(new StoreOperation.Create("fits", fits)));
        // The limit counts bytes: the same number of characters in umlauts is too much.
        var error = await Assert.ThrowsAsync<StoreException>(
            () => WriteAsync(new StoreOperation.Create("a", fits.Replace('x', 'ä'))));
        Assert.Equal("ORC-STORE-003", error.Code);
    }

    [Fact]
    public async Task Writers_InParallelOnOneItem_LoseNothing()
    {
        await WriteAsync(new StoreOperation.Create("count", """{"v":0}"""));
        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < 25;)
            {
                var item = await ItemAsync(Store, "count");
                var next = int.Parse(item.Json[5..^1], null) + 1;
                var result = await WriteAsync(
                    new StoreOperation.Replace("count", $$"""{"v":{{next}}}""", item.ETag),
                    new StoreOperation.Create($"step-{writer}-{done}", "{}"));
                if (result is StoreResult.Committed)
                    done++;
                else
                    Interlocked.Increment(ref conflicts);
            }
        })));
        Assert.Equal("""{"v":200}""", (await ItemAsync(Store, "count")).Json);
        Assert.Equal(200, (await IdsAsync(Store, "step-")).Count);
    }
}
