using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// The paper account in the store. Invariant: whatever changes balances, positions or stops is written in one batch with what
/// caused it, guarded by the head's ETag, so a crash leaves all of it or nothing, and two processes cannot spend the same
/// balance.
/// </summary>
sealed class PaperAccount(IStore store, IReadOnlyList<Money> startBalances)
{
    /// <summary>The store partition that holds all of it.</summary>
    public const string Partition = "paper-exchange";

    /// <summary>Prefix of spot orders.</summary>
    public const string SpotOrders = "order-";

    /// <summary>Prefix of orders of contracts, and of stops that ended.</summary>
    public const string ContractOrders = "contract-";

    const string HeadId = "head";
    const string DepositPrefix = "deposit-";
    const string TransactionPrefix = "transaction-";

    public async Task<PaperState> ReadAsync(CancellationToken cancellation)
    {
        if (await store.GetAsync(new StoreKey(Partition, HeadId), cancellation) is { } item)
        {
            var head = Read(item, PaperJson.Default.PaperHead);
            var stored = new PaperState(item.ETag)
            {
                Balances = new(head.Balances, StringComparer.Ordinal),
                ClearedTo = head.ClearedTo,
            };
            foreach (var position in head.Positions ?? [])
                stored.Positions.Add(position.Base + position.Quote, position);
            foreach (var stop in head.Stops ?? [])
                stored.Stops.Add(stop.ClientId, stop);
            return stored;
        }
        var first = new PaperState(null);
        foreach (var balance in startBalances)
            first.Add(balance.Asset.Code, balance.Amount);
        return first;
    }

    /// <summary>An order as stored under a prefix, or null.</summary>
    public async Task<PaperOrderRecord?> FindAsync(string prefix, ClientOrderId id, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, prefix + id.Value), cancellation) is { } item
            ? Read(item, PaperJson.Default.PaperOrderRecord)
            : null;

    public static StoreOperation Create(string prefix, PaperOrderRecord order) =>
        new StoreOperation.Create(prefix + order.ClientId, JsonSerializer.Serialize(order, PaperJson.Default.PaperOrderRecord));

    public static StoreOperation Create(PaperTransactionRecord transaction) => new StoreOperation.Create(
        TransactionPrefix + Stamp(transaction.Time) + "-" + transaction.Id,
        JsonSerializer.Serialize(transaction, PaperJson.Default.PaperTransactionRecord));

    /// <summary>
    /// Writes what happened and the account after it; false when someone else wrote first: decide again.
    /// </summary>
    /// <param name="happened">What caused the change; may be empty.</param>
    /// <param name="after">The account after it.</param>
    /// <param name="clearedTo">Up to when bars and settlements are in it.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<bool> TryWriteAsync(
        IReadOnlyList<StoreOperation> happened, PaperState after, DateTimeOffset clearedTo, CancellationToken cancellation)
    {
        var content = after.IsIdle
            ? new PaperHead(after.Balances)
            : new PaperHead(after.Balances, [.. after.Positions.Values], [.. after.Stops.Values], clearedTo);
        var json = JsonSerializer.Serialize(content, PaperJson.Default.PaperHead);
        StoreOperation head = after.ETag is { } etag
            ? new StoreOperation.Replace(HeadId, json, etag)
            : new StoreOperation.Create(HeadId, json);
        return await store.WriteAsync(Partition, [.. happened, head], cancellation) is StoreResult.Committed;
    }

    /// <summary>Adds to the balances once per reference; false when the reference was used before.</summary>
    public async Task<bool> DepositAsync(string reference, Money amount, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = DepositPrefix + reference;
        var record = new PaperDepositRecord(reference, amount.Asset.Code, amount.Amount, now);
        var create = new StoreOperation.Create(id, JsonSerializer.Serialize(record, PaperJson.Default.PaperDepositRecord));
        while (await store.GetAsync(new StoreKey(Partition, id), cancellation) is null)
        {
            var state = await ReadAsync(cancellation);
            state.Add(amount.Asset.Code, amount.Amount);
            if (await TryWriteAsync([create], state, state.ClearedTo ?? now, cancellation))
                return true;
        }
        return false;
    }

    /// <summary>Every order under a prefix, in ordinal order of client id.</summary>
    public async IAsyncEnumerable<PaperOrderRecord> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition, prefix, null, cancellation))
            yield return Read(item, PaperJson.Default.PaperOrderRecord);
    }

    /// <summary>The transaction log from one time up to another, both included, oldest first.</summary>
    public async IAsyncEnumerable<PaperTransactionRecord> ListTransactionsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition, TransactionPrefix, TransactionPrefix + Stamp(from), cancellation))
        {
            var transaction = Read(item, PaperJson.Default.PaperTransactionRecord);
            if (transaction.Time > to)
                yield break;
            yield return transaction;
        }
    }

    // Fixed width, so that ordinal order is the order of time.
    static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fffffff", CultureInfo.InvariantCulture);

    static T Read<T>(StoreItem item, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(item.Json, type)
        ?? throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"The item {item.Key.Partition}/{item.Key.Id} of the paper exchange is empty."));
}
