using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Local.Simulation;

/// <summary>What the books of a simulated portfolio say, valued at the market's last prices.</summary>
sealed class SimulationBooks(SimulatedWorld world)
{
    /// <summary>Each engine's holdings with what its contracts have open, and all of them together, in USDT.</summary>
    public async Task<PortfolioWorth> WorthAsync()
    {
        var balances = await world.Ledger.BalancesAsync(world.Portfolio);
        var worth = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (account, amount) in balances)
            if (account.Kind == AccountKind.Holdings)
                worth[Account.EngineCode(account.Engine)] =
                    worth.GetValueOrDefault(Account.EngineCode(account.Engine)) + await ValueAsync(amount);
        var open = 0m;
        foreach (var position in await world.Exchange.Perpetuals.ReadPositionsAsync(CancellationToken.None))
        {
            open += position.UnrealisedPnl.Amount;
            // One engine at a time trades a contract; what is open and not yet booked belongs to nobody yet.
            var holder = balances.FirstOrDefault(b =>
                b.Account.Kind == AccountKind.Contracts && b.Amount.Asset == ContractAsset.Of(position.Pair));
            if (!holder.Amount.IsZero)
                worth[Account.EngineCode(holder.Account.Engine)] =
                    worth.GetValueOrDefault(Account.EngineCode(holder.Account.Engine)) + position.UnrealisedPnl.Amount;
        }
        var held = 0m;
        foreach (var (account, amount) in balances)
            if (account.Kind == AccountKind.Holdings)
                held += await ValueAsync(amount);
        return new PortfolioWorth(decimal.Round(held + open, 2), worth);
    }

    /// <summary>Rebuilds the balances from the journal.</summary>
    public Task<LedgerCheck> CheckAsync() => world.Ledger.CheckAsync(world.Portfolio);

    /// <summary>Every entry, oldest first.</summary>
    public async Task<IReadOnlyList<EntryItem>> EntriesAsync(long after = 0)
    {
        var entries = new List<EntryItem>();
        await foreach (var entry in world.Ledger.EntriesAsync(world.Portfolio, after))
            entries.Add(entry);
        return entries;
    }

    /// <summary>Each engine's balances, by its code.</summary>
    public async Task<ILookup<string, Posting>> BalancesAsync() =>
        (await world.Ledger.BalancesAsync(world.Portfolio)).ToLookup(b => Account.EngineCode(b.Account.Engine));

    /// <summary>True when the books hold, asset by asset and contract by contract, exactly what the exchange shows.</summary>
    public async Task<bool> AgreeWithExchangeAsync()
    {
        var balances = await world.Ledger.BalancesAsync(world.Portfolio);
        var shown = (await world.Exchange.ReadBalancesAsync(CancellationToken.None)).ToDictionary(b => b.Asset.Code, b => b.Amount);
        var open = (await world.Exchange.Perpetuals.ReadPositionsAsync(CancellationToken.None))
            .ToDictionary(position => ContractAsset.Of(position.Pair).Code, position => position.Size);
        return Same(Sum(balances, AccountKind.Holdings), shown) && Same(Sum(balances, AccountKind.Contracts), open);
    }

    /// <summary>An amount in USDT. What contracts have gained or lost is realised in the wallet or open; a count of them is worth
    /// nothing by itself.</summary>
    public async Task<decimal> ValueAsync(Money amount) => amount.Asset == Asset.Usdt ? amount.Amount
        : ContractAsset.PairOf(amount.Asset) is not null ? 0m
        : ((await world.Market.Spot.GetQuoteAsync(new Pair(amount.Asset, Asset.Usdt), CancellationToken.None)).Last
            * new Quantity(Math.Abs(amount.Amount), amount.Asset)).Amount * Math.Sign(amount.Amount);

    static Dictionary<string, decimal> Sum(IReadOnlyList<Posting> balances, AccountKind kind) => balances
        .Where(b => b.Account.Kind == kind)
        .GroupBy(b => b.Amount.Asset.Code)
        .ToDictionary(group => group.Key, group => group.Sum(b => b.Amount.Amount));

    static bool Same(Dictionary<string, decimal> one, Dictionary<string, decimal> other) =>
        one.Keys.Union(other.Keys).All(asset => one.GetValueOrDefault(asset) == other.GetValueOrDefault(asset));
}

/// <summary>What a portfolio is worth, in USDT.</summary>
/// <param name="Total">All of it, rounded to cents.</param>
/// <param name="Engines">Each engine's part, by its code.</param>
readonly record struct PortfolioWorth(decimal Total, IReadOnlyDictionary<string, decimal> Engines);
