using Orchestrations.App.Capital;
using Orchestrations.App.Ledger;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Capital;

/// <summary>The budget of a period is that of the first run that looks, whatever is spent afterwards.</summary>
public sealed class EngineBudgetsTests : IDisposable
{
    static readonly Money Capital = new(1_000m, Asset.Usdt);

    readonly InMemoryStore store = new();
    readonly ManualTime time = new(Bench.Start);
    readonly LedgerRepository ledger;
    readonly EngineBudgets budgets;

    public EngineBudgetsTests()
    {
        ledger = new LedgerRepository(store);
        budgets = new EngineBudgets(store, new EngineFunds(ledger, time));
    }

    public void Dispose() => ledger.Dispose();

    [Fact]
    public async Task Budget_AfterTheFirstSpentOfIt_IsTheSameForTheNext()
    {
        await PayInAsync(5_000m);
        var first = await OfAsync("2024011500", 2);
        Assert.Equal(new EngineBudget(Capital, true, 2), first);

        await ledger.PostAsync(
            "main", JournalEntries.Transfer("spent", PortfolioEngine.Funding, PortfolioEngine.Core, new Money(400m, Asset.Usdt), time.Now));
        Assert.Equal(first, await OfAsync("2024011500", 1));
        Assert.Equal(new EngineBudget(new Money(600m, Asset.Usdt), true, 1), await OfAsync("2024011508", 1));
    }

    [Fact]
    public async Task Budget_WhileCoreLacksTheCapital_IsGivenInTheNextPeriodThatFindsIt()
    {
        Assert.Equal(new EngineBudget(new Money(0m, Asset.Usdt), false, 2), await OfAsync("2024011500", 2));
        await PayInAsync(5_000m);
        Assert.False((await OfAsync("2024011500", 2)).Given);
        Assert.Equal(new EngineBudget(Capital, true, 2), await OfAsync("2024011508", 2));
    }

    Task<EngineBudget> OfAsync(string period, int sharers) => budgets.OfAsync(
        "main", PortfolioEngine.Funding, Capital, period, () => Task.FromResult(sharers), CancellationToken.None);

    Task PayInAsync(decimal amount) => ledger.PostAsync(
        "main", JournalEntries.Deposit("capital", PortfolioEngine.Core, new Money(amount, Asset.Usdt), time.Now));
}
