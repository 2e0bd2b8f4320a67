using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Capital;

/// <summary>
/// What the runs of one engine in one period may spend: the first of them that looks says it for all. Runs of several contracts are
/// under way at once, and each one's orders change the cash that the next would see; without this their sizes would depend on
/// which of them was answered first. Kept in the partition <c>budgets-&lt;portfolio&gt;</c>.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="funds">Gives an engine its capital.</param>
public sealed class EngineBudgets(IStore store, EngineFunds funds)
{
    /// <summary>The budget of a period.</summary>
    /// <param name="portfolio">Whose books.</param>
    /// <param name="engine">Who spends it; not CORE.</param>
    /// <param name="capital">What the engine is given once; see <see cref="EngineFunds"/>.</param>
    /// <param name="period">Names the period within the engine.</param>
    /// <param name="sharers">How many may enter now; asked only by the first that looks.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<EngineBudget> OfAsync(
        string portfolio, PortfolioEngine engine, Money capital, string period, Func<Task<int>> sharers, CancellationToken cancellation)
    {
        var key = new StoreKey("budgets-" + portfolio, $"{Account.EngineCode(engine)}-{period}");
        if (await store.GetAsync(key, cancellation) is { } known)
            return Read(known, capital.Asset);
        var (cash, given) = await funds.CashAsync(portfolio, engine, capital, cancellation);
        var item = new EngineBudgetItem(cash.Amount, given, await sharers());
        if (await store.WriteAsync(key.Partition, [new StoreOperation.Create(key.Id, StoreJson.Write(item))], cancellation)
                is not StoreResult.Committed
            && await store.GetAsync(key, cancellation) is { } first)
            return Read(first, capital.Asset);
        return new EngineBudget(cash, given, item.Sharers);
    }

    static EngineBudget Read(StoreItem stored, Asset asset)
    {
        var item = StoreJson.Read<EngineBudgetItem>(stored);
        return new EngineBudget(new Money(item.Cash, asset), item.Given, item.Sharers);
    }

    sealed record EngineBudgetItem(decimal Cash, bool Given, int Sharers);
}

/// <summary>What the runs of a period may spend.</summary>
/// <param name="Cash">What the engine held when the first of them looked.</param>
/// <param name="Given">False when CORE did not hold the engine's capital.</param>
/// <param name="Sharers">How many could enter then.</param>
public sealed record EngineBudget(Money Cash, bool Given, int Sharers);
