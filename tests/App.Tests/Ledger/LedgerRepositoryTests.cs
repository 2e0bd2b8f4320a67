using Orchestrations.App.Ledger;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Ledger;

public class LedgerRepositoryTests
{
    static readonly Account holdings = new(PortfolioEngine.Core, AccountKind.Holdings);

    [Fact]
    public async Task Post_OfOneSourceTwice_PostsOnce()
    {
        using var ledger = new LedgerRepository(new InMemoryStore());

        var first = await ledger.PostAsync("main", Deposit("a", 100m));
        var second = await ledger.PostAsync("main", Deposit("a", 100.00m));

        Assert.Equal((1, 1), (first, second));
        Assert.Equal(100m, (await ledger.BalanceAsync("main", holdings, Asset.Usdt)).Amount);
    }

    [Fact]
    public async Task Post_OfOneSourceWithAnotherContent_IsRefusedAndChangesNothing()
    {
        using var ledger = new LedgerRepository(new InMemoryStore());
        await ledger.PostAsync("main", Deposit("a", 100m));

        var e = await Assert.ThrowsAsync<DomainException>(() => ledger.PostAsync("main", Deposit("a", 101m)));

        Assert.Equal("ORC-LEDGER-002", e.Code);
        Assert.Equal(100m, (await ledger.BalanceAsync("main", holdings, Asset.Usdt)).Amount);
    }

    [Fact]
    public async Task Post_ByParallelWritersInSeveralProcesses_LosesAndDoublesNothing()
    {
        var store = new InMemoryStore();
        // Three repositories stand for three processes: they share the store but no lock. Each source is posted by two of them.
        LedgerRepository[] ledgers = [new(store), new(store), new(store)];
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (n, _) =>
            await ledgers[n % 3].PostAsync("main", Deposit("s-" + n / 2, 1m), CancellationToken.None));

        var check = await ledgers[0].CheckAsync("main");

        Assert.True(check.Balanced, string.Join(' ', check.Problems));
        Assert.Equal(150, check.Entries);
        Assert.Equal(150m, (await ledgers[0].BalanceAsync("main", holdings, Asset.Usdt)).Amount);
        foreach (var ledger in ledgers)
            ledger.Dispose();
    }

    [Fact]
    public async Task Entries_AfterASequence_ContinueThere()
    {
        using var ledger = new LedgerRepository(new InMemoryStore());
        for (var n = 0; n < 5; n++)
            await ledger.PostAsync("main", Deposit("s-" + n, 1m));

        var rest = new List<EntryItem>();
        await foreach (var entry in ledger.EntriesAsync("main", after: 3))
            rest.Add(entry);

        Assert.Equal([4, 5], rest.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Check_OfBalancesSomebodyEdited_FindsThem()
    {
        var store = new InMemoryStore();
        using var ledger = new LedgerRepository(store);
        await ledger.PostAsync("main", Deposit("a", 100m));
        var head = (await store.GetAsync(new StoreKey("ledger-main", "balances"), CancellationToken.None))!;
        var edited = new StoreOperation.Replace("balances", head.Json.Replace("100", "900", StringComparison.Ordinal), head.ETag);
        await store.WriteAsync("ledger-main", [edited], CancellationToken.None);

        Assert.Contains("ORC-LEDGER-005", Assert.Single((await ledger.CheckAsync("main")).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item_OfABalance_KeepsEveryDigitAsText()
    {
        var store = new InMemoryStore();
        using var ledger = new LedgerRepository(store);
        await ledger.PostAsync("main", Deposit("a", 0.1234567890123456789012345678m));

        var head = await store.GetAsync(new StoreKey("ledger-main", "balances"), CancellationToken.None);

        Assert.Contains("\"0.1234567890123456789012345678\"", head!.Json, StringComparison.Ordinal);
    }

    static JournalEntry Deposit(string id, decimal amount) =>
        JournalEntries.Deposit(id, PortfolioEngine.Core, new Money(amount, Asset.Usdt), Bench.Start);
}
