using Orchestrations.App.Audit;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Risk;

/// <summary>
/// A switch that people throw. It is kept in the store, so it survives restarts, and every change is in the audit log.
/// Invariant: changes are numbered from 1, and each number is recorded once.
/// </summary>
/// <typeparam name="TState">Where it stands; compared by value.</typeparam>
/// <param name="name">What it is stored and recorded under.</param>
/// <param name="never">Where it stands before its first change.</param>
/// <param name="changes">The number of a state's change; 0 for never.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="audit">Where changes are recorded.</param>
sealed class StoredSwitch<TState>(string name, TState never, Func<TState, int> changes, IStore store, AuditRepository audit)
    where TState : class, IEquatable<TState>
{
    readonly StoreKey key = new("switches", name);

    /// <summary>Where it stands.</summary>
    public async Task<TState> GetAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).State;

    /// <summary>
    /// Changes it. The change is asked again when another writer came between, so it must be a pure function of the state; it
    /// answers the state itself when there is nothing to change.
    /// </summary>
    public async Task<TState> ChangeAsync(Func<TState, TState> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (state, etag) = await ReadAsync(cancellation);
            var wanted = change(state);
            if (!wanted.Equals(state) && !await WriteAsync(wanted, etag, cancellation))
                continue;
            // Recorded also when it stood there already: a crash between the write and the record is mended by asking again.
            if (changes(wanted) is > 0 and var number)
                await audit.AppendAsync($"{name}-{number}", name, name, wanted, cancellation);
            return wanted;
        }
    }

    async Task<bool> WriteAsync(TState state, string? etag, CancellationToken cancellation)
    {
        var json = StoreJson.Write(state);
        StoreOperation write = etag is null
            ? new StoreOperation.Create(key.Id, json)
            : new StoreOperation.Replace(key.Id, json, etag);
        return await store.WriteAsync(key.Partition, [write], cancellation) is StoreResult.Committed;
    }

    async Task<(TState State, string? ETag)> ReadAsync(CancellationToken cancellation)
    {
        var item = await store.GetAsync(key, cancellation);
        return item is null ? (never, null) : (StoreJson.Read<TState>(item), item.ETag);
    }
}
