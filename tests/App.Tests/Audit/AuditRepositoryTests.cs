using Orchestrations.App.Audit;
using Orchestrations.App.Storage;
using Orchestrations.Domain;

namespace Orchestrations.App.Tests.Audit;

public class AuditRepositoryTests
{
    [Fact]
    public async Task Append_OfOneKeyTwice_RecordsOnceWithTheFirstTime()
    {
        using var bench = new Bench();

        var first = await bench.Audit.AppendAsync("run-1-decision", "decision", "run-1", new { Amount = 1.5m });
        bench.Time.Now = bench.Time.Now.AddMinutes(1);
        var second = await bench.Audit.AppendAsync("run-1-decision", "decision", "run-1", new { Amount = 1.5m });

        Assert.Equal(first, second);
        Assert.Equal(1, (await bench.Audit.VerifyAsync()).Records);
        Assert.Equal("{\"amount\":\"1.5\"}", first.Data);
    }

    [Fact]
    public async Task Append_OfOneKeyWithAnotherContent_IsRefused()
    {
        using var bench = new Bench();
        await bench.Audit.AppendAsync("k", "decision", "run-1", new { Amount = 1m });

        var e = await Assert.ThrowsAsync<DomainException>(
            () => bench.Audit.AppendAsync("k", "decision", "run-1", new { Amount = 2m }));

        Assert.Equal("ORC-AUDIT-002", e.Code);
    }

    [Fact]
    public async Task Append_ByParallelWritersInSeveralProcesses_KeepsOneChain()
    {
        var store = new InMemoryStore();
        var time = new ManualTime(Bench.Start);
        AuditRepository[] logs = [new(store, time), new(store, time), new(store, time)];
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (n, _) =>
            await logs[n % 3].AppendAsync("key-" + n / 2, "kind", "subject", new { Number = n / 2 }, CancellationToken.None));

        var verdict = await logs[0].VerifyAsync();

        Assert.True(verdict.Valid, verdict.Reason);
        Assert.Equal(150, verdict.Records);
        foreach (var log in logs)
            log.Dispose();
    }

    [Fact]
    public async Task Verify_OfARecordSomebodyEdited_NamesIt()
    {
        using var bench = new Bench();
        for (var n = 0; n < 3; n++)
            await bench.Audit.AppendAsync("key-" + n, "kind", "subject", new { Amount = 100m });
        var item = (await bench.Store.GetAsync(new StoreKey("audit", "record-000000000002"), CancellationToken.None))!;
        var edited = new StoreOperation.Replace(item.Key.Id, item.Json.Replace("100", "200", StringComparison.Ordinal), item.ETag);
        await bench.Store.WriteAsync("audit", [edited], CancellationToken.None);

        Assert.Equal(2, (await bench.Audit.VerifyAsync()).BrokenSequence);
    }

    [Fact]
    public async Task Verify_OfALogWhoseEndWasRemoved_FindsIt()
    {
        using var bench = new Bench();
        for (var n = 0; n < 3; n++)
            await bench.Audit.AppendAsync("key-" + n, "kind", "subject", new { Amount = 100m });
        var item = (await bench.Store.GetAsync(new StoreKey("audit", "record-000000000003"), CancellationToken.None))!;
        await bench.Store.WriteAsync("audit", [new StoreOperation.Delete(item.Key.Id, item.ETag)], CancellationToken.None);

        Assert.Equal(3, (await bench.Audit.VerifyAsync()).BrokenSequence);
    }
}
