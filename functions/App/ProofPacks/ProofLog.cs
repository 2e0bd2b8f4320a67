using System.Collections.Concurrent;
using Orchestrations.App.Keys;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// One append-only Merkle log for each tenant, in the partition <c>proof-&lt;tenant&gt;</c>. Invariants: an entry, the subtrees it
/// completes, the signed head, and what the entry is about are one batch, so none exists without the others; indices have no
/// gaps; a size is signed once.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="keys">Sign the heads.</param>
/// <param name="published">Where keys are published before they sign.</param>
/// <param name="settings">The origin.</param>
/// <param name="time">Stamps the entries.</param>
public sealed class ProofLog(IStore store, ISigningKeys keys, PublishedKeys published, ProofPackSettings settings, TimeProvider time)
{
    const int MostAttempts = 100;

    // Writers of one process queue here instead of conflicting; the ETag guards against other processes.
    readonly ConcurrentDictionary<string, SemaphoreSlim> writing = new(StringComparer.Ordinal);

    internal static string Partition(string tenant) => "proof-" + tenant;

    /// <summary>The log's name, which its checkpoints are signed under.</summary>
    internal string OriginOf(string tenant) => settings.LogOrigin + "/" + tenant;

    /// <summary>Appends an entry.</summary>
    /// <param name="tenant">Whose log.</param>
    /// <param name="draft">Makes the entry for the keys that sign now; asked again when another writer came between. Null when
    /// there is nothing to append.</param>
    /// <param name="cancellation">Cancels the wait; the entry may still be appended.</param>
    /// <returns>False when there was nothing to append.</returns>
    /// <exception cref="DomainException">ORC-PACK-001: other writers kept getting in between.</exception>
    internal async Task<bool> AppendAsync(string tenant, Func<KeyRing, Task<LogDraft?>> draft, CancellationToken cancellation)
    {
        var gate = writing.GetOrAdd(tenant, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                var (head, etag) = await HeadAsync(tenant, cancellation);
                var ring = await published.CurrentAsync(keys, cancellation);
                if (await draft(ring) is not { } entry)
                    return false;
                if (await store.WriteAsync(Partition(tenant), Batch(tenant, head, etag, ring, entry), cancellation) is StoreResult.Committed)
                    return true;
            }
        }
        finally
        {
            gate.Release();
        }
        throw new DomainException("ORC-PACK-001", $"The log of '{tenant}' met other writers {MostAttempts} times; try again later.");
    }

    /// <summary>How many entries a log has.</summary>
    internal async Task<long> SizeAsync(string tenant, CancellationToken cancellation) => (await HeadAsync(tenant, cancellation)).Head?.Size ?? 0;

    /// <summary>The signed checkpoint of a log; that of the empty log is signed as it is asked for.</summary>
    internal async Task<string> CheckpointAsync(string tenant, CancellationToken cancellation)
    {
        var (head, _) = await HeadAsync(tenant, cancellation);
        if (head is not null)
            return head.Checkpoint;
        var ring = await published.CurrentAsync(keys, cancellation);
        return ring.Pack.Sign(new Checkpoint(OriginOf(tenant), 0, MerkleHash.Empty)).ToString();
    }

    /// <summary>
    /// The signed checkpoint of a size that the log has or had: its root follows from the subtrees, which never change, so that signing
    /// it again says nothing new.
    /// </summary>
    /// <param name="tenant">Whose log.</param>
    /// <param name="size">1 to the log's size.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    internal async Task<string> CheckpointAsync(string tenant, long size, CancellationToken cancellation)
    {
        var (head, _) = await HeadAsync(tenant, cancellation);
        if (head?.Size == size)
            return head.Checkpoint;
        var last = await HashOfAsync(tenant, new TreeNode(0, size - 1), cancellation);
        // Every sibling on the way from the last leaf to the root lies to its left.
        var path = await SolveAsync(tenant, ProofPlan.Inclusion(size - 1, size), cancellation);
        var root = path.Aggregate(last, (below, sibling) => MerkleHash.Node(sibling, below));
        var ring = await published.CurrentAsync(keys, cancellation);
        return ring.Pack.Sign(new Checkpoint(OriginOf(tenant), size, root)).ToString();
    }

    /// <summary>Entries in order.</summary>
    internal async Task<IReadOnlyList<LogLeafItem>> EntriesAsync(string tenant, long from, int count, CancellationToken cancellation)
    {
        var entries = new List<LogLeafItem>();
        var after = from == 0 ? null : LogLeafItem.IdOf(from - 1);
        await foreach (var item in store.ListAsync(Partition(tenant), "leaf-", after, cancellation))
        {
            if (entries.Count == count)
                break;
            entries.Add(StoreJson.Read<LogLeafItem>(item));
        }
        return entries;
    }

    /// <summary>The hashes of a proof.</summary>
    internal async Task<IReadOnlyList<Digest>> SolveAsync(string tenant, ProofPlan plan, CancellationToken cancellation)
    {
        var hashes = new Dictionary<TreeNode, Digest>();
        foreach (var node in plan.Nodes)
            hashes[node] = await HashOfAsync(tenant, node, cancellation);
        return plan.Solve(node => hashes[node]);
    }

    async Task<Digest> HashOfAsync(string tenant, TreeNode node, CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition(tenant), LogNodeItem.IdOf(node)), cancellation)
            ?? throw new DomainException("ORC-PACK-002", $"The log of '{tenant}' lacks the subtree {node.Index} of level {node.Level}.");
        return new Digest(Convert.FromBase64String(StoreJson.Read<LogNodeItem>(item).Hash));
    }

    async Task<(LogHeadItem? Head, string? ETag)> HeadAsync(string tenant, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(tenant), LogHeadItem.Id), cancellation) is { } item
            ? (StoreJson.Read<LogHeadItem>(item), item.ETag)
            : (null, null);

    List<StoreOperation> Batch(string tenant, LogHeadItem? head, string? etag, KeyRing ring, LogDraft draft)
    {
        var frontier = head?.ToFrontier() ?? new MerkleFrontier();
        // The way from the last leaf to the root leads past all that was complete before it, the smallest first.
        var path = frontier.Hashes.Reverse().ToList();
        var index = frontier.Count;
        var leaf = MerkleHash.Leaf(draft.Leaf);
        var now = time.GetUtcNow();
        var batch = new List<StoreOperation>();
        frontier.Append(leaf, (node, hash) => batch.Add(new StoreOperation.Create(
            LogNodeItem.IdOf(node),
            node.Level == 0
                ? StoreJson.Write(new LogLeafItem(index, hash.ToBase64(), draft.Kind, draft.Pack, now, draft.Notice))
                : StoreJson.Write(new LogNodeItem(hash.ToBase64())))));
        var note = ring.Pack.Sign(new Checkpoint(OriginOf(tenant), frontier.Count, frontier.Root()));
        var json = StoreJson.Write(new LogHeadItem(frontier.Count, [.. frontier.Hashes.Select(h => h.ToBase64())], note.ToString()));
        batch.Add(etag is null ? new StoreOperation.Create(LogHeadItem.Id, json) : new StoreOperation.Replace(LogHeadItem.Id, json, etag));
        batch.AddRange(draft.With(new LogEntry(index, now, new LogProof(index, path, note).ToString())));
        return batch;
    }
}
