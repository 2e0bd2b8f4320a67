using System.Collections.Concurrent;
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

    readonly GroupWriter writer;
    readonly BlockingCollection<Commit> queue = [];
    readonly Thread thread;
    readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim stopping = new();

    public GroupCommitter(IDurableStore store, ILogger logger)
    {
        writer = new GroupWriter(store, logger);
        thread = new Thread(Run) { IsBackground = true, Name = "commits" };
        thread.Start();
    }

    public string? Trouble => writer.Trouble;

    public (long Commits, long Transactions) Written => writer.Written;

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

    public void Measure(EngineMeters meters) => writer.Meters = meters;

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
        while (!writer.TryWrite(group))
        {
            if (!stopping.Wait(RetryDelay))
                continue;
            foreach (var commit in group)
                commit.Refused(writer.Refusal!);
            return false;
        }

        return true;
    }

    static ObjectDisposedException Stopping() => new(nameof(GroupCommitter), "The engine is stopping; ask again after the restart.");
}
