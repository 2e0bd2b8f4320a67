using Orchestrations.App.Storage;

namespace Orchestrations.App.Operations;

/// <summary>
/// The last run of each operation that was started, in the partition <c>operations</c>: the durable backends have no cheap way to
/// ask for the newest instance of a kind.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class OperationRuns(IStore store)
{
    const string Partition = "operations";

    /// <summary>The last runs, by what they are of.</summary>
    public async Task<IReadOnlyList<OperationRun>> LastAsync(string operation, CancellationToken cancellation = default) =>
        (await ReadAsync(operation, cancellation)).Item.Runs;

    /// <summary>Notes runs that were started, or found to be started.</summary>
    public async Task NoteAsync(string operation, IReadOnlyList<OperationRun> runs, CancellationToken cancellation = default)
    {
        while (true)
        {
            var (item, etag) = await ReadAsync(operation, cancellation);
            var after = item.Runs.Where(old => runs.All(run => run.Of != old.Of)).Concat(runs)
                .OrderBy(run => run.Of, StringComparer.Ordinal).ToList();
            if (after.SequenceEqual(item.Runs))
                return;
            var json = StoreJson.Write(new OperationRunsItem(after));
            StoreOperation write = etag is null
                ? new StoreOperation.Create(operation, json)
                : new StoreOperation.Replace(operation, json, etag);
            if (await store.WriteAsync(Partition, [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    async Task<(OperationRunsItem Item, string? ETag)> ReadAsync(string operation, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, operation), cancellation) is { } item
            ? (StoreJson.Read<OperationRunsItem>(item), item.ETag)
            : (new OperationRunsItem([]), null);
}

/// <summary>The last runs of an operation as stored.</summary>
sealed record OperationRunsItem(IReadOnlyList<OperationRun> Runs);
