using Orchestrations.App.Storage;

namespace Orchestrations.App.Funding;

/// <summary>
/// What the books do not say about hedges, in the partition <c>funding-&lt;portfolio&gt;</c>. Sizes are not kept here: they
/// follow from the journal. Invariant: a cycle decides once and ends once; its first decision and its first end stand.
/// </summary>
/// <param name="store">Where it is kept.</param>
public sealed class FundingRepository(IStore store)
{
    /// <summary>A contract's hedge; never hedged when there is none.</summary>
    public async Task<FundingHedgeItem> HedgeAsync(string portfolio, string symbol, CancellationToken cancellation = default) =>
        (await ReadAsync(portfolio, symbol, cancellation)).Hedge;

    internal async Task<FundingDecisionItem?> DecisionAsync(string portfolio, string instance, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "cycle-" + instance), cancellation) is { } item
            ? StoreJson.Read<FundingDecisionItem>(item)
            : null;

    /// <summary>Stores a decision; the first one stands and is answered.</summary>
    internal async Task<FundingDecisionItem> DecideAsync(
        string portfolio, string instance, FundingDecisionItem decision, CancellationToken cancellation)
    {
        var create = new StoreOperation.Create("cycle-" + instance, StoreJson.Write(decision));
        return await store.WriteAsync(Partition(portfolio), [create], cancellation) is StoreResult.Committed
            ? decision
            : await DecisionAsync(portfolio, instance, cancellation) ?? decision;
    }

    /// <summary>Stores how a cycle ended and the hedge it left, in one batch; the first end stands and is answered.</summary>
    internal async Task<FundingEndItem> EndAsync(
        string portfolio, string instance, FundingEndItem end, Func<FundingHedgeItem, FundingHedgeItem> change,
        CancellationToken cancellation)
    {
        var key = new StoreKey(Partition(portfolio), "end-" + instance);
        while (true)
        {
            if (await store.GetAsync(key, cancellation) is { } ended)
                return StoreJson.Read<FundingEndItem>(ended);
            var (before, etag) = await ReadAsync(portfolio, end.Result.Symbol, cancellation);
            var json = StoreJson.Write(change(before));
            var id = Id(end.Result.Symbol);
            StoreOperation[] batch =
            [
                new StoreOperation.Create(key.Id, StoreJson.Write(end)),
                etag is null ? new StoreOperation.Create(id, json) : new StoreOperation.Replace(id, json, etag),
            ];
            if (await store.WriteAsync(Partition(portfolio), batch, cancellation) is StoreResult.Committed)
                return end;
        }
    }

    static string Partition(string portfolio) => "funding-" + portfolio;

    static string Id(string symbol) => "hedge-" + symbol;

    async Task<(FundingHedgeItem Hedge, string? ETag)> ReadAsync(string portfolio, string symbol, CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition(portfolio), Id(symbol)), cancellation);
        return item is null ? (new FundingHedgeItem(symbol), null) : (StoreJson.Read<FundingHedgeItem>(item), item.ETag);
    }
}
