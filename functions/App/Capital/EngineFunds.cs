using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Capital;

/// <summary>Gives an engine the capital its settings name, once, out of what CORE holds in USDT: a transfer in the books.</summary>
/// <param name="ledger">The books.</param>
/// <param name="time">Stamps the transfer.</param>
public sealed class EngineFunds(LedgerRepository ledger, TimeProvider time)
{
    /// <summary>Code of a capital that CORE does not hold.</summary>
    public const string NotThere = "ORC-CAPITAL-010";

    /// <summary>What the engine holds in USDT, after it was given its capital.</summary>
    /// <param name="portfolio">Whose books.</param>
    /// <param name="engine">Who gets it; not CORE.</param>
    /// <param name="capital">How much, in USDT; zero gives nothing.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The cash, and false when CORE does not hold the capital: then nothing is given, and it is tried again.</returns>
    public async Task<(Money Cash, bool Given)> CashAsync(
        string portfolio, PortfolioEngine engine, Money capital, CancellationToken cancellation)
    {
        var id = "capital-" + Account.EngineCode(engine);
        var given = !capital.IsPositive || await ledger.ContainsAsync(portfolio, "transfer-" + id, cancellation);
        if (!given)
        {
            var core = await ledger.BalanceAsync(
                portfolio, new Account(PortfolioEngine.Core, AccountKind.Holdings), capital.Asset, cancellation);
            given = core >= capital;
            if (given)
                await ledger.PostAsync(
                    portfolio, JournalEntries.Transfer(id, PortfolioEngine.Core, engine, capital, time.GetUtcNow()), cancellation);
        }
        var cash = await ledger.BalanceAsync(
            portfolio, new Account(engine, AccountKind.Holdings), capital.Asset, cancellation);
        return (cash, given);
    }
}
