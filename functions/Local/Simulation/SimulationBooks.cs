using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Local.Simulation;

/// <summary>What the books of a simulated portfolio say, valued at the market's last prices.</summary>
sealed class SimulationBooks(LedgerRepository ledger, string portfolio, IMarketData market, PaperExchange exchange)
{
    /// <summary>All holdings and what contracts have open, in USDT.</summary>
    public async Task<decimal> ValueAsync()
    {
        var total = (await exchange.Perpetuals.ReadMarginAsync(CancellationToken.None)).UnrealisedPnl.Amount;
        foreach (var balance in await ledger.BalancesAsync(portfolio))
            if (balance.Account.Kind == AccountKind.Holdings)
                total += await WorthAsync(balance.Amount);
        return decimal.Round(total, 2);
    }

    /// <summary>Rebuilds the balances from the journal.</summary>
    public Task<LedgerCheck> CheckAsync() => ledger.CheckAsync(portfolio);

    /// <summary>One hash over all fills.</summary>
    public async Task<string> OrderListHashAsync()
    {
        var fills = new OrderListHash();
        await foreach (var entry in ledger.EntriesAsync(portfolio))
            fills.Add(entry);
        return fills.ToString();
    }

    /// <summary>Each engine's result, by its code.</summary>
    public async Task<Dictionary<string, EngineReport>> EnginesAsync()
    {
        var trades = new Dictionary<string, int>();
        await foreach (var entry in ledger.EntriesAsync(portfolio))
        {
            var code = Account.EngineCode(Account.Parse(entry.Postings[0].Account).Engine);
            trades[code] = trades.GetValueOrDefault(code) + (OrderListHash.IsFill(entry) ? 1 : 0);
        }

        var engines = new Dictionary<string, EngineReport>();
        var byEngine = (await ledger.BalancesAsync(portfolio)).GroupBy(balance => Account.EngineCode(balance.Account.Engine));
        foreach (var balances in byEngine)
            engines[balances.Key] = await EngineAsync(balances, trades.GetValueOrDefault(balances.Key));
        return engines;
    }

    /// <summary>True when the books hold, asset by asset, exactly what the exchange shows.</summary>
    public async Task<bool> AgreeWithExchangeAsync()
    {
        var held = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (account, amount) in await ledger.BalancesAsync(portfolio))
            if (account.Kind == AccountKind.Holdings)
                held[amount.Asset.Code] = held.GetValueOrDefault(amount.Asset.Code) + amount.Amount;
        var shown = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var balance in await exchange.ReadBalancesAsync(CancellationToken.None))
            shown[balance.Asset.Code] = balance.Amount;
        return held.Where(balance => balance.Value != 0m).SequenceEqual(shown.Where(balance => balance.Value != 0m));
    }

    async Task<EngineReport> EngineAsync(IEnumerable<Posting> balances, int trades)
    {
        decimal value = 0m, paidIn = 0m, fees = 0m;
        var holdings = new Dictionary<string, decimal>();
        foreach (var (account, amount) in balances)
        {
            var worth = await WorthAsync(amount);
            switch (account.Kind)
            {
                case AccountKind.Holdings:
                    value += worth;
                    holdings[amount.Asset.Code] = amount.Amount;
                    break;
                case AccountKind.External:
                    paidIn -= worth;
                    break;
                case AccountKind.Fees:
                    fees += worth;
                    break;
            }
        }

        // Nothing is sold yet by any engine, so no trade is closed: a win rate would be an invention.
        return new EngineReport(
            decimal.Round(value - paidIn, 2), trades, WinRate: null, ProfitFactor: null, decimal.Round(fees, 2), holdings);
    }

    // What contracts have gained or lost is realised in the wallet or open; a count of them is worth nothing by itself.
    async Task<decimal> WorthAsync(Money amount) => amount.Asset == Asset.Usdt ? amount.Amount
        : ContractAsset.PairOf(amount.Asset) is not null ? 0m
        : ((await market.GetQuoteAsync(new Pair(amount.Asset, Asset.Usdt), CancellationToken.None)).Last
            * new Quantity(Math.Abs(amount.Amount), amount.Asset)).Amount * Math.Sign(amount.Amount);
}
