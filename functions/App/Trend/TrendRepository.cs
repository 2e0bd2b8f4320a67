using Orchestrations.App.Storage;

namespace Orchestrations.App.Trend;

/// <summary>
/// What the books do not say about trend trades, in the partition <c>trend-&lt;portfolio&gt;</c>. Invariant: a run decides once;
/// its first decision stands.
/// </summary>
/// <param name="store">Where it is kept.</param>
public sealed class TrendRepository(IStore store)
{
    /// <summary>A contract's trade; without an entry when there is none.</summary>
    public async Task<TrendTradeItem> TradeAsync(string portfolio, string symbol, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "trade-" + symbol), cancellation) is { } item
            ? StoreJson.Read<TrendTradeItem>(item)
            : new TrendTradeItem(symbol);

    /// <summary>The trades that are open, by symbol.</summary>
    public async Task<IReadOnlyList<TrendTradeItem>> OpenAsync(string portfolio, CancellationToken cancellation = default)
    {
        var open = new List<TrendTradeItem>();
        await foreach (var item in store.ListAsync(Partition(portfolio), "trade-", null, cancellation))
            if (StoreJson.Read<TrendTradeItem>(item) is { EnteredAt: not null } trade)
                open.Add(trade);
        return open;
    }

    internal async Task<TrendDecided?> DecisionAsync(string portfolio, string instance, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "decision-" + instance), cancellation) is { } item
            ? StoreJson.Read<TrendDecided>(item)
            : null;

    /// <summary>Stores a decision; the first one stands and is answered.</summary>
    internal async Task<TrendDecided> DecideAsync(
        string portfolio, string instance, TrendDecided decided, CancellationToken cancellation)
    {
        var create = new StoreOperation.Create("decision-" + instance, StoreJson.Write(decided));
        return await store.WriteAsync(Partition(portfolio), [create], cancellation) is StoreResult.Committed
            ? decided
            : await DecisionAsync(portfolio, instance, cancellation) ?? decided;
    }

    /// <summary>Stores a trade. Only one run of a contract is under way at a time, and the last to write stands.</summary>
    internal async Task SaveAsync(string portfolio, TrendTradeItem trade, CancellationToken cancellation)
    {
        while (true)
        {
            var id = "trade-" + trade.Symbol;
            var before = await store.GetAsync(new StoreKey(Partition(portfolio), id), cancellation);
            var json = StoreJson.Write(trade);
            if (before?.Json == json)
                return;
            StoreOperation write = before is null
                ? new StoreOperation.Create(id, json)
                : new StoreOperation.Replace(id, json, before.ETag);
            if (await store.WriteAsync(Partition(portfolio), [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    static string Partition(string portfolio) => "trend-" + portfolio;
}
