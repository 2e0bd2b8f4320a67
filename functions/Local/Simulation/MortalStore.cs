using System.Runtime.CompilerServices;
using Orchestrations.App.Storage;

namespace Orchestrations.Local.Simulation;

/// <summary>The store as one life of the host sees it: its writes may be its last, and once it is dead nothing is written.</summary>
sealed class MortalStore(IStore store, SimulatedPower.Life life) : IStore
{
    public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) =>
        life.Ask(() => store.GetAsync(key, cancellation));

    public Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation) =>
        life.Around(() => store.WriteAsync(partition, operations, cancellation));

    public async IAsyncEnumerable<StoreItem> ListAsync(
        string partition, string idPrefix, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var items = store.ListAsync(partition, idPrefix, after, cancellation).GetAsyncEnumerator(cancellation);
        await using (items)
            while (await life.Ask(() => items.MoveNextAsync().AsTask()))
                yield return items.Current;
    }
}
