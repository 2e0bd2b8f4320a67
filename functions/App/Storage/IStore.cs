namespace Orchestrations.App.Storage;

/// <summary>
/// The one small port for state. It asks no more than Azure Cosmos DB, Table Storage and SQLite all give: items in
/// partitions, written in all-or-nothing batches within one partition, guarded by ETags.
/// </summary>
public interface IStore
{
    /// <summary>The item, or null.</summary>
    Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation);

    /// <summary>
    /// Applies all operations, or none. A failed guard (create of what exists, replace or delete with another ETag) is an
    /// answer, not an exception. Once it answered <see cref="StoreResult.Committed"/>, the write is durable.
    /// </summary>
    /// <param name="partition">1 to 200 characters; the operations' ids are within it.</param>
    /// <param name="operations">1 to 100, each on another id.</param>
    /// <param name="cancellation">Cancels the wait; the write may still happen.</param>
    Task<StoreResult> WriteAsync(string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation);

    /// <summary>The items of a partition whose id starts with the prefix, in ordinal order of id.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="idPrefix">Empty for all.</param>
    /// <param name="after">When given, only ids ordinally after this one: for paging.</param>
    /// <param name="cancellation">Stops the listing.</param>
    IAsyncEnumerable<StoreItem> ListAsync(string partition, string idPrefix, string? after, CancellationToken cancellation);
}
