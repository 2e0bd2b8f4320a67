using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>A store whose caller dies at one of its writes: before it, or after it and before the answer.</summary>
sealed class DyingStore(IStore store, int write, bool written) : IStore
{
    int writes;

    public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) => store.GetAsync(key, cancellation);

    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        if (++writes < write)
            return await store.WriteAsync(partition, operations, cancellation);
        if (written && writes == write)
            await store.WriteAsync(partition, operations, cancellation);
        throw new IOException("The power went.");
    }

    public IAsyncEnumerable<StoreItem> ListAsync(string partition, string idPrefix, string? after, CancellationToken cancellation) =>
        store.ListAsync(partition, idPrefix, after, cancellation);
}
