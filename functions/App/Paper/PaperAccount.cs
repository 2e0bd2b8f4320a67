using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// The paper account in the store. Invariant: an order, its executions and the balances after it are written in one batch
/// guarded by the head's ETag, so a crash leaves all of it or nothing, and two processes cannot spend the same balance.
/// </summary>
sealed class PaperAccount(IStore store, IReadOnlyList<Money> startBalances)
{
    /// <summary>The store partition that holds all of it.</summary>
    public const string Partition = "paper-exchange";

    const string HeadId = "head";
    const string OrderPrefix = "order-";
    const string DepositPrefix = "deposit-";

    /// <summary>The balances and the ETag that guards changing them; null before the first use.</summary>
    public readonly record struct Head(SortedDictionary<string, decimal> Balances, string? ETag)
    {
        public decimal Of(Asset asset) => Balances.GetValueOrDefault(asset.Code);

        public void Add(string asset, decimal amount)
        {
            var sum = Balances.GetValueOrDefault(asset) + amount;
            if (sum == 0m)
                Balances.Remove(asset);
            else
                Balances[asset] = sum;
        }
    }

    public async Task<Head> ReadHeadAsync(CancellationToken cancellation)
    {
        if (await store.GetAsync(new StoreKey(Partition, HeadId), cancellation) is { } item)
            return new Head(new(Read(item, PaperJson.Default.PaperHead).Balances, StringComparer.Ordinal), item.ETag);
        var head = new Head(new(StringComparer.Ordinal), null);
        foreach (var balance in startBalances)
            head.Add(balance.Asset.Code, balance.Amount);
        return head;
    }

    public async Task<PaperOrderRecord?> FindAsync(ClientOrderId id, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, OrderPrefix + id.Value), cancellation) is { } item
            ? Read(item, PaperJson.Default.PaperOrderRecord)
            : null;

    /// <summary>Writes an order and the balances after it; false when someone else wrote first: decide again.</summary>
    public Task<bool> TryAddAsync(PaperOrderRecord order, Head after, CancellationToken cancellation) => TryWriteAsync(
        new StoreOperation.Create(
            OrderPrefix + order.ClientId, JsonSerializer.Serialize(order, PaperJson.Default.PaperOrderRecord)),
        after,
        cancellation);

    /// <summary>Adds to the balances once per reference; false when the reference was used before.</summary>
    public async Task<bool> DepositAsync(string reference, Money amount, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = DepositPrefix + reference;
        var record = new PaperDepositRecord(reference, amount.Asset.Code, amount.Amount, now);
        var create = new StoreOperation.Create(id, JsonSerializer.Serialize(record, PaperJson.Default.PaperDepositRecord));
        while (await store.GetAsync(new StoreKey(Partition, id), cancellation) is null)
        {
            var head = await ReadHeadAsync(cancellation);
            head.Add(amount.Asset.Code, amount.Amount);
            if (await TryWriteAsync(create, head, cancellation))
                return true;
        }
        return false;
    }

    public async IAsyncEnumerable<PaperOrderRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition, OrderPrefix, null, cancellation))
            yield return Read(item, PaperJson.Default.PaperOrderRecord);
    }

    async Task<bool> TryWriteAsync(StoreOperation.Create create, Head after, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(new PaperHead(after.Balances), PaperJson.Default.PaperHead);
        StoreOperation head = after.ETag is { } etag
            ? new StoreOperation.Replace(HeadId, json, etag)
            : new StoreOperation.Create(HeadId, json);
        return await store.WriteAsync(Partition, [create, head], cancellation) is StoreResult.Committed;
    }

    static T Read<T>(StoreItem item, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(item.Json, type)
        ?? throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"The item {item.Key.Partition}/{item.Key.Id} of the paper exchange is empty."));
}
