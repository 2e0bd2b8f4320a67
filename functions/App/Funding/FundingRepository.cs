using Orchestrations.App.Storage;

namespace Orchestrations.App.Funding;

/// <summary>
/// What the books do not say about hedges, in the partition <c>funding-&lt;portfolio&gt;</c>. Sizes are not kept here: they
/// follow from the journal. Invariant: a cycle decides once; its first decision stands.
/// </summary>
/// <param name="store">Where it is kept.</param>
public sealed class FundingRepository(IStore store)
{
    /// <summary>A contract's hedge; never hedged when there is none.</summary>
    public async Task<FundingHedgeItem> HedgeAsync(string portfolio, string symbol, CancellationToken cancellation = default) =>
        (await ReadAsync(portfolio, symbol, cancellation)).Hedge;

    internal async Task<FundingDecided?> DecisionAsync(string portfolio, string instance, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "decision-" + instance), cancellation) is { } item
            ? StoreJson.Read<FundingDecided>(item)
            : null;

    /// <summary>Stores a decision; the first one stands and is answered.</summary>
    internal async Task<FundingDecided> DecideAsync(
        string portfolio, string instance, FundingDecided decided, CancellationToken cancellation)
    {
        var create = new StoreOperation.Create("decision-" + instance, StoreJson.Write(decided));
        return await store.WriteAsync(Partition(portfolio), [create], cancellation) is StoreResult.Committed
            ? decided
            : await DecisionAsync(portfolio, instance, cancellation) ?? decided;
    }

    /// <summary>Changes a hedge; the change is asked again when another writer came between.</summary>
    internal async Task<FundingHedgeItem> ChangeAsync(
        string portfolio, string symbol, Func<FundingHedgeItem, FundingHedgeItem> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (before, etag) = await ReadAsync(portfolio, symbol, cancellation);
            var after = change(before);
            if (after == before)
                return after;
            var json = StoreJson.Write(after);
            StoreOperation write = etag is null
                ? new StoreOperation.Create(Id(symbol), json)
                : new StoreOperation.Replace(Id(symbol), json, etag);
            if (await store.WriteAsync(Partition(portfolio), [write], cancellation) is StoreResult.Committed)
                return after;
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
