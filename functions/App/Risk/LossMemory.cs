using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Risk;

/// <summary>When each engine last closed each pair at a loss, in the partition <c>losses-&lt;portfolio&gt;</c>.</summary>
/// <param name="store">Where it is kept.</param>
public sealed class LossMemory(IStore store)
{
    /// <summary>Notes a loss. An older one than what is noted changes nothing.</summary>
    public async Task NoteAsync(
        string portfolio, PortfolioEngine engine, Pair pair, DateTimeOffset time, CancellationToken cancellation = default)
    {
        while (true)
        {
            var key = Key(portfolio, engine, pair);
            var item = await store.GetAsync(key, cancellation);
            if (item is not null && StoreJson.Read<LossItem>(item).Time >= time)
                return;
            var json = StoreJson.Write(new LossItem(time));
            StoreOperation write = item is null
                ? new StoreOperation.Create(key.Id, json)
                : new StoreOperation.Replace(key.Id, json, item.ETag);
            if (await store.WriteAsync(key.Partition, [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    /// <summary>The last loss, UTC; null for never.</summary>
    public async Task<DateTimeOffset?> LastAsync(
        string portfolio, PortfolioEngine engine, Pair pair, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(portfolio, engine, pair), cancellation) is { } item ? StoreJson.Read<LossItem>(item).Time : null;

    static StoreKey Key(string portfolio, PortfolioEngine engine, Pair pair) =>
        new("losses-" + portfolio, $"{Account.EngineCode(engine)}-{pair.Symbol}");

    sealed record LossItem(DateTimeOffset Time);
}
