using Orchestrations.App.Audit;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.OnAzure.Audit;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests.Audit;

/// <summary>The audit log on Table Storage, as azurite speaks it.</summary>
public sealed class TableAuditLogTests(TableAuditLogTests.Server server) : IClassFixture<TableAuditLogTests.Server>, IAsyncLifetime
{
    const string Partition = "audit";

    static int tables;

    TableAuditLog log = null!;

    public async Task InitializeAsync()
    {
        if (server.Azurite is { } azurite)
            log = new TableAuditLog(await azurite.CreateTableAsync($"audit{Interlocked.Increment(ref tables)}"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [AzuriteFact]
    public async Task Records_Appended_AreAChainThatIsWhole()
    {
        using var audit = new AuditRepository(log, WallClock.Instance);
        for (var step = 1; step <= 30; step++)
            await audit.AppendAsync($"run-1-step-{step}", "decision", "run-1", new { step, text = "Ünïcödé 100 % 'quoted'" });
        // A step that runs twice is recorded once, and under its key nothing else ever.
        Assert.Equal(7, (await audit.AppendAsync("run-1-step-7", "decision", "run-1", new { step = 7, text = "Ünïcödé 100 % 'quoted'" })).Sequence);
        Assert.Equal("ORC-AUDIT-002", (await Assert.ThrowsAsync<DomainException>(
            () => audit.AppendAsync("run-1-step-7", "decision", "run-1", new { step = 8 }))).Code);

        using var later = new AuditRepository(log, WallClock.Instance);
        Assert.True((await later.VerifyAsync()).Valid);
        Assert.Equal(30, await later.CountAsync());
        Assert.Equal(Enumerable.Range(26, 5), await SequencesAsync(later.ListAsync(25)));
        Assert.Equal(Enumerable.Range(12, 19), await SequencesAsync(later.ListFromAsync("run-1-step-12")));
    }

    // Two instances of the app: the head's ETag keeps the chain one chain.
    [AzuriteFact]
    public async Task Writers_OfSeveralInstances_MakeOneChain()
    {
        var writers = Enumerable.Range(0, 3).Select(_ => new AuditRepository(log, WallClock.Instance)).ToList();
        await Task.WhenAll(writers.Select((audit, writer) => Task.Run(async () =>
        {
            for (var step = 0; step < 10; step++)
                await audit.AppendAsync($"writer-{writer}-{step}", "decision", "run", new { writer, step });
        })));
        Assert.True((await writers[0].VerifyAsync()).Valid);
        Assert.Equal(30, await writers[0].CountAsync());
        writers.ForEach(writer => writer.Dispose());
    }

    [AzuriteFact]
    public async Task Writes_ThatWouldChangeARecord_AreRefused()
    {
        await log.WriteAsync(Partition, [new StoreOperation.Create("record-1", "{}"), new StoreOperation.Create("head", """{"v":1}""")], default);
        var record = (await log.GetAsync(new StoreKey(Partition, "record-1"), default))!;
        StoreOperation[] changes =
            [new StoreOperation.Replace("record-1", """{"v":2}""", record.ETag), new StoreOperation.Delete("record-1", record.ETag),
                new StoreOperation.Delete("head", record.ETag)];
        foreach (var change in changes)
            Assert.Equal(TableAuditLog.AppendOnly, (await Assert.ThrowsAsync<StoreException>(
                () => log.WriteAsync(Partition, [change], default))).Code);
        Assert.Equal("{}", (await log.GetAsync(new StoreKey(Partition, "record-1"), default))!.Json);
    }

    [AzuriteFact]
    public async Task Batches_WithOneFailedGuard_WriteNothingAndSayWhich()
    {
        await log.WriteAsync(Partition, [new StoreOperation.Create("taken", "{}"), new StoreOperation.Create("head", """{"v":1}""")], default);
        var head = (await log.GetAsync(new StoreKey(Partition, "head"), default))!;
        Assert.Equal(
            new StoreResult.Conflict("taken", StoreConflict.AlreadyExists),
            await log.WriteAsync(Partition, [new StoreOperation.Create("free", "{}"), new StoreOperation.Create("taken", "{}")], default));
        Assert.Null(await log.GetAsync(new StoreKey(Partition, "free"), default));

        Assert.IsType<StoreResult.Committed>(
            await log.WriteAsync(
                Partition,
                [new StoreOperation.Create("next", "{}"), new StoreOperation.Replace("head", """{"v":2}""", head.ETag)], default));
        Assert.Equal(
            new StoreResult.Conflict("head", StoreConflict.ETagMismatch),
            await log.WriteAsync(
                Partition,
                [new StoreOperation.Create("more", "{}"), new StoreOperation.Replace("head", """{"v":3}""", head.ETag)], default));
        Assert.Equal("""{"v":2}""", (await log.GetAsync(new StoreKey(Partition, "head"), default))!.Json);
        Assert.Equal(
            new StoreResult.Conflict("head", StoreConflict.NotFound),
            await log.WriteAsync("other", [new StoreOperation.Replace("head", "{}", head.ETag)], default));
    }

    [AzuriteFact]
    public async Task Listings_OverSeveralPages_AreInOrderAndLiteral()
    {
        for (var i = 0; i < 1200; i += 100)
            await log.WriteAsync(
                Partition, [.. Enumerable.Range(i, 100).Select(n => new StoreOperation.Create($"record-{n:D12}", $$"""{"n":{{n}}}"""))], default);
        await log.WriteAsync(Partition, [new StoreOperation.Create("record", "{}"), new StoreOperation.Create("recorder's", "{}")], default);
        Assert.Equal(Enumerable.Range(0, 1200).Select(n => $"record-{n:D12}"), await IdsAsync("record-", null));
        Assert.Equal(["record-000000001199"], await IdsAsync("record-", "record-000000001198"));
        Assert.Equal(["recorder's"], await IdsAsync("recorder's", null));
    }

    [AzuriteFact]
    public async Task Content_OfManyPieces_ComesBackAsItWas()
    {
        var json = $$"""{"a":"{{string.Concat(Enumerable.Repeat("aä€", 140_000))}}"}""";
        await log.WriteAsync(Partition, [new StoreOperation.Create("long", json)], default);
        Assert.Equal(json, (await log.GetAsync(new StoreKey(Partition, "long"), default))!.Json);
        var error = await Assert.ThrowsAsync<StoreException>(
            () => log.WriteAsync(Partition, [new StoreOperation.Create("longer", $$"""{"a":"{{new string('x', AuditRow.MaxBytes)}}"}""")], default));
        Assert.Equal("ORC-STORE-003", error.Code);
    }

    [AzuriteFact]
    public async Task Table_ThatIsNotThere_IsRefusedByCode() => Assert.Equal("ORC-STORE-022", (await Assert.ThrowsAsync<StoreException>(
        () => new TableAuditLog(server.Azurite!.Connect("elsewhere")).WriteAsync(Partition, [new StoreOperation.Create("a", "{}")], default))).Code);

    static async Task<IEnumerable<int>> SequencesAsync(IAsyncEnumerable<Domain.Audit.AuditRecord> records)
    {
        var sequences = new List<int>();
        await foreach (var record in records)
            sequences.Add((int)record.Sequence);
        return sequences;
    }

    async Task<List<string>> IdsAsync(string prefix, string? after)
    {
        var ids = new List<string>();
        await foreach (var item in log.ListAsync(Partition, prefix, after, default))
            ids.Add(item.Key.Id);
        return ids;
    }

    /// <summary>One server for all tests; each has a table of its own.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal Azurite? Azurite { get; private set; }

        public async Task InitializeAsync()
        {
            if (File.Exists(Audit.Azurite.Program))
                Azurite = await Audit.Azurite.StartAsync();
        }

        public async Task DisposeAsync()
        {
            if (Azurite is not null)
                await Azurite.DisposeAsync();
        }
    }
}
