using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Orchestrations.App.Storage;

namespace Orchestrations.Local.Storage;

/// <summary>
/// The store of the local head: one SQLite file in WAL mode, every acknowledged batch on disk (<c>synchronous=FULL</c>).
/// One connection writes, others read beside it. Writers that arrive while one commits are committed together with the next,
/// so durability costs one sync per group and not one per batch.
/// </summary>
public sealed class SqliteStore : IStore, IDisposable
{
    const int ListingPage = 256;
    const int MaxGroup = 512;

    readonly string path;
    readonly SqliteStoreWriter writer;
    readonly SemaphoreSlim writing = new(1, 1);
    readonly ConcurrentQueue<Pending> waiting = new();
    readonly ConcurrentBag<SqliteStoreReader> readers = [];
    volatile bool disposed;

    /// <param name="path">The file; it and its folder are made when absent.</param>
    /// <exception cref="StoreException">
    /// ORC-STORE-004: a newer program wrote it; ORC-STORE-005: it is damaged or no store; ORC-STORE-006: it cannot be opened.
    /// </exception>
    public SqliteStore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = path;
        writer = new SqliteStoreWriter(path);
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">ORC-STORE-001: the key has a refused form; -005, -006: the file failed.</exception>
    public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckKey(key);
        return Task.FromResult(Read(reader => reader.Get(key)));
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">
    /// ORC-STORE-001, -002 or -003: the batch has a refused form; -005, -006: the file failed, and nothing was written.
    /// </exception>
    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckBatch(partition, operations);
        ObjectDisposedException.ThrowIf(disposed, this);
        var pending = new Pending(partition, operations);
        waiting.Enqueue(pending);
        // Whoever gets the turn writes for all who wait; most of them find their work done when their turn comes.
        await writing.WaitAsync(cancellation);
        try
        {
            while (!pending.Done.Task.IsCompleted)
                WriteGroup();
        }
        finally
        {
            writing.Release();
        }
        return await pending.Done.Task;
    }

    /// <inheritdoc />
    /// <remarks>Reads a page at a time: what is written during the listing may or may not show.</remarks>
    /// <exception cref="StoreException">ORC-STORE-001: the partition has a refused form; -005, -006: the file failed.</exception>
    public IAsyncEnumerable<StoreItem> ListAsync(
        string partition, string idPrefix, string? after, CancellationToken cancellation)
    {
        StoreLimits.CheckPartition(partition);
        ArgumentNullException.ThrowIfNull(idPrefix);
        return List(partition, idPrefix, after, cancellation).ToAsyncEnumerable();
    }

    /// <summary>Waits for the write under way and closes the file.</summary>
    public void Dispose()
    {
        writing.Wait();
        try
        {
            if (disposed)
                return;
            disposed = true;
            while (waiting.TryDequeue(out var pending))
                pending.Done.TrySetException(new ObjectDisposedException(nameof(SqliteStore)));
            while (readers.TryTake(out var reader))
                reader.Dispose();
            writer.Dispose();
        }
        finally
        {
            // Not disposed itself: a writer that still waits for its turn must get it, to learn that the store is gone.
            writing.Release();
        }
    }

    IEnumerable<StoreItem> List(string partition, string idPrefix, string? after, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = after;
            var page = Read(reader => reader.Page(partition, idPrefix, from, ListingPage));
            foreach (var item in page)
                yield return item;
            if (page.Count < ListingPage)
                yield break;
            after = page[^1].Key.Id;
        }
    }

    void WriteGroup()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var group = new List<Pending>();
        while (group.Count < MaxGroup && waiting.TryDequeue(out var next))
            group.Add(next);
        if (group.Count == 0)
            return;
        try
        {
            var results = writer.Write([.. group.Select(pending => (pending.Partition, pending.Operations))]);
            for (var i = 0; i < results.Length; i++)
                group[i].Done.TrySetResult(results[i]);
        }
        catch (Exception cause)
        {
            var error = cause is SqliteException ? SqliteStoreFile.Explain(path, cause) : cause;
            foreach (var pending in group)
                pending.Done.TrySetException(error);
        }
    }

    T Read<T>(Func<SqliteStoreReader, T> query)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            if (!readers.TryTake(out var reader))
                reader = new SqliteStoreReader(path);
            try
            {
                return query(reader);
            }
            finally
            {
                readers.Add(reader);
                // Dispose may have emptied the bag while this query ran.
                if (disposed && readers.TryTake(out var late))
                    late.Dispose();
            }
        }
        catch (SqliteException cause)
        {
            throw SqliteStoreFile.Explain(path, cause);
        }
    }

    sealed class Pending(string partition, IReadOnlyList<StoreOperation> operations)
    {
        public string Partition => partition;

        public IReadOnlyList<StoreOperation> Operations => operations;

        public TaskCompletionSource<StoreResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
