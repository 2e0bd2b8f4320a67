using System.Runtime.CompilerServices;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// The records of all orders, in the partition <c>orders-&lt;portfolio&gt;</c> under their client ids. Invariant: an order whose
/// end is not recorded has a mark, written and removed in the batch that begins and ends it, so that finding those few does
/// not mean reading all.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class OrderRepository(IStore store)
{
    // Behind every client id in ordinal order.
    const string OpenMark = "~open-";

    /// <summary>An order's record, or null.</summary>
    public async Task<OrderRecord?> FindAsync(string portfolio, string clientId, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), clientId), cancellation) is { } item
            ? StoreJson.Read<OrderRecord>(item)
            : null;

    /// <summary>The orders of a portfolio in the order of their client ids.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="operation">Only orders whose id begins with this operation; empty for all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <exception cref="StoreException">ORC-STORE-007: one cannot be read; what is decided by orders needs them all.</exception>
    public async IAsyncEnumerable<OrderRecord> ListAsync(
        string portfolio, string operation = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), operation, null, cancellation))
            if (!item.Key.Id.StartsWith(OpenMark, StringComparison.Ordinal))
                yield return StoreJson.Read<OrderRecord>(item);
    }

    /// <summary>The orders of a portfolio that can be read: for showing them, and for stopping what can be stopped.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="unread">Takes the others.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<OrderRecord> ListReadableAsync(
        string portfolio, UnreadItems unread, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), "", null, cancellation))
            if (!item.Key.Id.StartsWith(OpenMark, StringComparison.Ordinal)
                && await unread.ReadAsync<OrderRecord>(item, IsWhole, cancellation) is { } order)
                yield return order;
    }

    /// <summary>The orders of a portfolio whose end is not recorded, in the order of their client ids.</summary>
    public async IAsyncEnumerable<OrderRecord> ListOpenAsync(
        string portfolio, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), OpenMark, null, cancellation))
            if (await FindAsync(portfolio, item.Key.Id[OpenMark.Length..], cancellation) is { } order
                && !OrderLifeCycle.IsEnd(order.At))
                yield return order;
    }

    /// <summary>The orders of an operation that were sent and have no known end, in the order of their client ids.</summary>
    public async IAsyncEnumerable<OrderRecord> ListOpenAsync(
        string portfolio, string operation, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var record in ListAsync(portfolio, operation + "-", cancellation))
            if (record.Order.Operation == operation && record.Submits > 0 && !OrderLifeCycle.IsEnd(record.At))
                yield return record;
    }

    /// <summary>True when an entry of an operation into a pair was sent and has no known end: it may be filled yet.</summary>
    public async Task<bool> MayEnterAsync(string portfolio, string operation, string symbol, CancellationToken cancellation = default)
    {
        await foreach (var record in ListOpenAsync(portfolio, cancellation))
            if (record is { Submits: > 0, Order.Purpose: nameof(OrderPurpose.Entry) }
                && record.Order.Operation == operation && record.Order.Symbol == symbol)
                return true;
        return false;
    }

    /// <summary>Records an intent; when it was recorded before, that record stands and is answered.</summary>
    /// <exception cref="DomainException">ORC-ORDER-011: the intent was recorded with another content.</exception>
    internal async Task<OrderRecord> CreateAsync(OrderRecord record, CancellationToken cancellation)
    {
        List<StoreOperation> write = [new StoreOperation.Create(record.ClientId, StoreJson.Write(record))];
        if (!OrderLifeCycle.IsEnd(record.At))
            write.Add(new StoreOperation.Create(OpenMark + record.ClientId, "{}"));
        if (await store.WriteAsync(Partition(record.Order.Portfolio), write, cancellation) is StoreResult.Committed)
            return record;
        var existing = await FindAsync(record.Order.Portfolio, record.ClientId, cancellation);
        return Same(existing ?? throw Missing(record.ClientId), record.Order);
    }

    /// <summary>
    /// Changes a record. The change is asked again when another writer came between, so it must be a pure function of the
    /// record; it answers the record itself when there is nothing to change.
    /// </summary>
    /// <exception cref="DomainException">ORC-ORDER-002: the change moves to a stage that may not follow.</exception>
    internal async Task<OrderRecord> ChangeAsync(
        string portfolio, string clientId, Func<OrderRecord, OrderRecord> change, CancellationToken cancellation)
    {
        while (true)
        {
            var item = await store.GetAsync(new StoreKey(Partition(portfolio), clientId), cancellation)
                ?? throw Missing(clientId);
            var before = StoreJson.Read<OrderRecord>(item);
            var after = change(before);
            if (ReferenceEquals(before, after))
                return after;
            List<StoreOperation> write = [new StoreOperation.Replace(clientId, StoreJson.Write(after), item.ETag)];
            if (OrderLifeCycle.IsEnd(after.At)
                && await store.GetAsync(new StoreKey(Partition(portfolio), OpenMark + clientId), cancellation) is { } mark)
                write.Add(new StoreOperation.Delete(mark.Key.Id, mark.ETag));
            if (await store.WriteAsync(Partition(portfolio), write, cancellation) is StoreResult.Committed)
                return after;
        }
    }

    internal static OrderRecord Same(OrderRecord existing, OrderInput order) => existing.Order == order
        ? existing
        : throw new DomainException(
            OrderCodes.OtherContent, $"The order {existing.ClientId} was recorded as {existing.Order}, not as {order}.");

    static bool IsWhole(OrderRecord record) => record is
    {
        ClientId: not null, Order: { Symbol: not null, Operation: not null, Side: not null, Engine: not null },
    } && Enum.TryParse<OrderStage>(record.Stage, out _);

    static string Partition(string portfolio) => "orders-" + portfolio;

    internal static DomainException Missing(string clientId) =>
        new("ORC-ORDER-012", $"There is no record of the order {clientId}.");
}
