using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests;

/// <summary>A store whose caller dies at a write into a partition: before it, or after it and before the answer.</summary>
sealed class CutOffStore(IStore store, string partitionName) : IStore
{
    public bool IsCut { get; set; }

    /// <summary>True when the write happens and only its answer is lost.</summary>
    public bool Written { get; init; }

    /// <summary>How many writes go well first.</summary>
    public int Spares { get; set; }

    public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) => store.GetAsync(key, cancellation);

    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        if (!IsCut || partition != partitionName || Spares-- > 0)
            return await store.WriteAsync(partition, operations, cancellation);
        if (Written)
            await store.WriteAsync(partition, operations, cancellation);
        throw new IOException("The power went.");
    }

    public IAsyncEnumerable<StoreItem> ListAsync(string partition, string idPrefix, string? after, CancellationToken cancellation) =>
        store.ListAsync(partition, idPrefix, after, cancellation);
}
