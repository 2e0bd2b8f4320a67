using System.Collections.Concurrent;
using System.Globalization;

namespace Orchestrations.App.Storage;

/// <summary>
/// The store of simulations and tests: nothing outlives the process. Every call completes synchronously. Thread-safe:
/// batches of one partition are serialised by its lock; partitions do not wait for each other.
/// </summary>
public sealed class InMemoryStore : IStore
{
    const int ListingPage = 256;

    readonly ConcurrentDictionary<string, Items> partitions = new(StringComparer.Ordinal);
    long lastETag;

    /// <inheritdoc />
    /// <exception cref="StoreException">ORC-STORE-001: the key has a refused form.</exception>
    public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckKey(key);
        if (!partitions.TryGetValue(key.Partition, out var items))
            return Task.FromResult<StoreItem?>(null);
        lock (items)
            return Task.FromResult(items.ById.GetValueOrDefault(key.Id));
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">ORC-STORE-001, -002 or -003: the batch has a refused form.</exception>
    public Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckBatch(partition, operations);
        var items = partitions.GetOrAdd(partition, static _ => new Items());
        lock (items)
        {
            foreach (var operation in operations)
                if (items.Guard(operation) is { } reason)
                    return Task.FromResult<StoreResult>(new StoreResult.Conflict(operation.Id, reason));
            foreach (var operation in operations)
                items.Apply(partition, operation, NextETag());
        }
        return Task.FromResult<StoreResult>(new StoreResult.Committed());
    }

    /// <inheritdoc />
    /// <remarks>Reads a page at a time: what is written during the listing may or may not show.</remarks>
    /// <exception cref="StoreException">ORC-STORE-001: the partition has a refused form.</exception>
    public IAsyncEnumerable<StoreItem> ListAsync(
        string partition, string idPrefix, string? after, CancellationToken cancellation)
    {
        StoreLimits.CheckPartition(partition);
        ArgumentNullException.ThrowIfNull(idPrefix);
        return List(partition, idPrefix, after, cancellation).ToAsyncEnumerable();
    }

    IEnumerable<StoreItem> List(string partition, string idPrefix, string? after, CancellationToken cancellation)
    {
        if (!partitions.TryGetValue(partition, out var items))
            yield break;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<StoreItem> page;
            lock (items)
                page = items.Page(idPrefix, after);
            foreach (var item in page)
                yield return item;
            if (page.Count < ListingPage)
                yield break;
            after = page[^1].Key.Id;
        }
    }

    string NextETag() => Interlocked.Increment(ref lastETag).ToString(CultureInfo.InvariantCulture);

    sealed class Items
    {
        readonly SortedSet<string> order = new(StringComparer.Ordinal);

        public Dictionary<string, StoreItem> ById { get; } = new(StringComparer.Ordinal);

        public StoreConflict? Guard(StoreOperation operation)
        {
            var found = ById.GetValueOrDefault(operation.Id);
            return operation switch
            {
                StoreOperation.Create => found is null ? null : StoreConflict.AlreadyExists,
                StoreOperation.Replace replace => Guard(found, replace.ETag),
                StoreOperation.Delete delete => Guard(found, delete.ETag),
                _ => throw new ArgumentException($"Unknown operation {operation.GetType().Name}.", nameof(operation)),
            };
        }

        public void Apply(string partition, StoreOperation operation, string etag)
        {
            switch (operation)
            {
                case StoreOperation.Create create:
                    ById.Add(create.Id, new StoreItem(new StoreKey(partition, create.Id), create.Json, etag));
                    order.Add(create.Id);
                    break;
                case StoreOperation.Replace replace:
                    ById[replace.Id] = ById[replace.Id] with { Json = replace.Json, ETag = etag };
                    break;
                case StoreOperation.Delete delete:
                    ById.Remove(delete.Id);
                    order.Remove(delete.Id);
                    break;
            }
        }

        public List<StoreItem> Page(string idPrefix, string? after)
        {
            var page = new List<StoreItem>();
            var first = after is not null && string.CompareOrdinal(after, idPrefix) > 0 ? after : idPrefix;
            if (order.Max is not { } last || string.CompareOrdinal(first, last) > 0)
                return page;
            foreach (var id in order.GetViewBetween(first, last))
            {
                if (string.Equals(id, after, StringComparison.Ordinal))
                    continue;
                if (!id.StartsWith(idPrefix, StringComparison.Ordinal))
                    break;
                page.Add(ById[id]);
                if (page.Count == ListingPage)
                    break;
            }
            return page;
        }

        static StoreConflict? Guard(StoreItem? found, string etag) =>
            found is null ? StoreConflict.NotFound
            : string.Equals(found.ETag, etag, StringComparison.Ordinal) ? null
            : StoreConflict.ETagMismatch;
    }
}
