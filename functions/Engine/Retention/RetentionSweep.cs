using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Retention;

/// <summary>
/// Removes ended instances that a policy no longer keeps, each with its history and its sub-orchestrations. A child goes with
/// the instance that started it, never before; one whose parent is gone goes by its own age. Instances that have not ended are
/// never touched.
/// </summary>
/// <remarks>
/// In small batches with a pause after each, every one a commit among the engine's own: others' commits never wait for more
/// than a batch. The room in the file is used again, not given back.
/// </remarks>
/// <param name="engine">Whose instances.</param>
/// <param name="policy">What is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what was removed.</param>
public sealed class RetentionSweep(DurableEngine engine, RetentionPolicy policy, TimeProvider time, ILogger<RetentionSweep> logger)
{
    const int Batch = 50;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks through the database once.</summary>
    /// <returns>How many instances were removed, children included.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var (statuses, endedBefore) in policy.DueAt(time.GetUtcNow().UtcDateTime))
        {
            var filter = new InstanceFilter(Statuses: statuses) { EndedBefore = endedBefore, WithoutParent = true };
            string? after = null;
            do
            {
                var due = engine.Store.Query(filter, after, Batch);
                removed += await PurgeAsync(due.Rows, cancellation);
                after = due.Next;
                if (after is not null)
                    await Task.Delay(Pause, time, cancellation);
            }
            while (after is not null);
        }

        if (removed > 0)
            logger.LogInformation("Retention removed {Instances} ended instances.", removed);
        return removed;
    }

    async Task<int> PurgeAsync(IReadOnlyList<InstanceRecord> roots, CancellationToken cancellation)
    {
        var ids = roots.Select(root => root.Id).ToList();
        var known = ids.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < ids.Count; i++)
            ids.AddRange(engine.Store.ChildrenOf(ids[i]).Select(child => child.Id).Where(known.Add));
        var removed = 0;
        foreach (var some in ids.Chunk(Batch))
        {
            var commit = new PurgeCommit(some);
            engine.Commits.Enqueue(commit);
            removed += await commit.Done.WaitAsync(cancellation);
        }

        return removed;
    }
}
