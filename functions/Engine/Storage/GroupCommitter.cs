using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// Writes commits from one thread. While one transaction waits for the disk, the next ones gather, and go together: this is
/// why durability does not cost throughput.
/// </summary>
/// <remarks>
/// Invariants: commits become durable in the order they were enqueued; their callbacks run in that order, after the disk has
/// them. A disk that refuses (full, I/O error) stops progress and loses nothing: the same writes are tried until they pass.
/// </remarks>
sealed class GroupCommitter : ICommitQueue
{
    const int LargestGroup = 1024;
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    readonly IDurableStore store;
    readonly ILogger logger;
    readonly BlockingCollection<Commit> queue = [];
    readonly Thread thread;
    readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim stopping = new();
    volatile EngineMeters? meters;
    long commits;
    long transactions;

    public GroupCommitter(IDurableStore store, ILogger logger)
    {
        this.store = store;
        this.logger = logger;
        thread = new Thread(Run) { IsBackground = true, Name = "commits" };
        thread.Start();
    }

    public string? Trouble { get; private set; }

    public (long Commits, long Transactions) Written => (Volatile.Read(ref commits), Volatile.Read(ref transactions));

    public void Enqueue(Commit commit)
    {
        try
        {
            queue.Add(commit);
        }
        catch (InvalidOperationException)
        {
            commit.Refused(Stopping());
        }
    }

    public int Waiting => queue.Count;

    public void Measure(EngineMeters meters) => this.meters = meters;

    public Task StopAsync()
    {
        queue.CompleteAdding();
        stopping.Set();
        return stopped.Task;
    }

    void Run()
    {
        var group = new List<Commit>(LargestGroup);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < LargestGroup && queue.TryTake(out var next))
                group.Add(next);
            if (!WriteUntilDurable(group))
                break;
        }

        while (queue.TryTake(out var left))
            left.Refused(Stopping());
        stopped.SetResult();
    }

    bool WriteUntilDurable(List<Commit> group)
    {
        while (true)
        {
            try
            {
                var began = meters?.WriteBegins() ?? 0;
                store.Write(group);
                meters?.Written(began, group.Count);
                Interlocked.Add(ref commits, group.Count);
                Interlocked.Increment(ref transactions);
                if (Trouble is not null)
                    logger.LogWarning("The database takes writes again.");
                Trouble = null;
                break;
            }
            catch (SqliteException refused) when (IsTransient(refused))
            {
                Trouble = $"The database cannot be written: {refused.Message} Free disk space or repair the volume; nothing is lost. "
                    + $"({EngineErrors.StoreNotWritable})";
                logger.LogError("{Trouble}", Trouble);
                if (stopping.Wait(RetryDelay))
                {
                    foreach (var commit in group)
                        commit.Refused(refused);
                    return false;
                }
            }
            catch (Exception broken)
            {
                if (group.Count > 1)
                {
                    // One of them is broken: alone, each shows whether it is the one.
                    foreach (var commit in group.ToArray())
                        if (!WriteUntilDurable([commit]))
                            return false;
                    return true;
                }

                logger.LogCritical(broken, "A write was refused by the database and is dropped. ({Code})", EngineErrors.WriteRefused);
                group[0].Refused(broken);
                return true;
            }
        }

        // Out of the loop: what is durable must never be written again, whatever happens now.
        foreach (var commit in group)
            Acknowledge(commit);
        return true;
    }

    void Acknowledge(Commit commit)
    {
        try
        {
            commit.Committed();
        }
        catch (Exception bug)
        {
            logger.LogCritical(bug, "A durable write was not acted upon; the next start does it. ({Code})", EngineErrors.TurnRefused);
        }
    }

    static ObjectDisposedException Stopping() => new(nameof(GroupCommitter), "The engine is stopping; ask again after the restart.");

    static bool IsTransient(SqliteException refused) => refused.SqliteErrorCode
        is SQLitePCL.raw.SQLITE_FULL
        or SQLitePCL.raw.SQLITE_IOERR
        or SQLitePCL.raw.SQLITE_BUSY
        or SQLitePCL.raw.SQLITE_LOCKED
        or SQLitePCL.raw.SQLITE_READONLY
        or SQLitePCL.raw.SQLITE_CANTOPEN
        or SQLitePCL.raw.SQLITE_NOMEM;
}
