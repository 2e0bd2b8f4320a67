using Orchestrations.App.Storage;

namespace Orchestrations.App.Trend;

/// <summary>
/// What the books do not say about trend trades, in the partition <c>trend-&lt;portfolio&gt;</c>. Invariant: a run decides once
/// and ends once; its first decision and its first end stand.
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

    internal async Task<TrendDecisionItem?> DecisionAsync(string portfolio, string instance, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "run-" + instance), cancellation) is { } item
            ? StoreJson.Read<TrendDecisionItem>(item)
            : null;

    /// <summary>Stores a decision; the first one stands and is answered.</summary>
    internal async Task<TrendDecisionItem> DecideAsync(
        string portfolio, string instance, TrendDecisionItem decision, CancellationToken cancellation)
    {
        var create = new StoreOperation.Create("run-" + instance, StoreJson.Write(decision));
        return await store.WriteAsync(Partition(portfolio), [create], cancellation) is StoreResult.Committed
            ? decision
            : await DecisionAsync(portfolio, instance, cancellation) ?? decision;
    }

    /// <summary>
    /// Stores how a run ended and the trade it left, in one batch; the first end stands and is answered. Only one run of a contract
    /// is under way at a time, and the last to end stands.
    /// </summary>
    internal async Task<TrendEndItem> EndAsync(
        string portfolio, string instance, TrendEndItem end, TrendTradeItem trade, CancellationToken cancellation)
    {
        var key = new StoreKey(Partition(portfolio), "end-" + instance);
        var id = "trade-" + trade.Symbol;
        while (true)
        {
            if (await store.GetAsync(key, cancellation) is { } ended)
                return StoreJson.Read<TrendEndItem>(ended);
            var before = await store.GetAsync(new StoreKey(Partition(portfolio), id), cancellation);
            var json = StoreJson.Write(trade);
            StoreOperation[] batch =
            [
                new StoreOperation.Create(key.Id, StoreJson.Write(end)),
                before is null ? new StoreOperation.Create(id, json) : new StoreOperation.Replace(id, json, before.ETag),
            ];
            if (await store.WriteAsync(Partition(portfolio), batch, cancellation) is StoreResult.Committed)
                return end;
        }
    }

    static string Partition(string portfolio) => "trend-" + portfolio;
}
