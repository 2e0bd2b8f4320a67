using Orchestrations.App.Keys;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Packs in their tenant's partition, which is that of its log. Invariants: a pack, its log entry, its subject's new end and
/// its lines in the listings are one batch; each pack of a subject names the one before.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="log">The logs.</param>
/// <param name="content">Where events are kept.</param>
public sealed class PackRepository(IStore store, ProofLog log, PackContent content)
{
    /// <summary>Notes what is asked for, once its content is stored. What was asked for first under the id stands.</summary>
    internal async Task<PackRunItem> AskAsync(string tenant, PackRunItem run, CancellationToken cancellation)
    {
        var create = new StoreOperation.Create(PackRunItem.IdOf(run.Id), StoreJson.Write(run));
        return await store.WriteAsync(RunsOf(tenant), [create], cancellation) is StoreResult.Committed
            ? run
            : await FindRunAsync(tenant, run.Id, cancellation) ?? throw PackCodes.NoRun(run.Id);
    }

    /// <summary>What was asked for, or null.</summary>
    internal async Task<PackRunItem?> FindRunAsync(string tenant, string pack, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(RunsOf(tenant), PackRunItem.IdOf(pack)), cancellation) is { } item
            ? StoreJson.Read<PackRunItem>(item)
            : null;

    /// <summary>A pack with its ETag, or null.</summary>
    internal async Task<(PackItem Pack, string ETag)?> FindAsync(string tenant, string pack, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(ProofLog.Partition(tenant), PackItem.IdOf(pack)), cancellation) is { } item
            ? (StoreJson.Read<PackItem>(item), item.ETag)
            : null;

    internal PackHeader HeaderOf(string tenant, PackRunItem run, PackLink? previous) => new(
        run.Id, tenant, run.Subject, run.Policy, log.OriginOf(tenant), run.Risk.ToRisk(), previous, run.Generated);

    /// <summary>Signs, enters in the log and stores; answers the pack as it stands when it was sealed before.</summary>
    internal async Task<PackItem> SealAsync(
        string tenant, PackRunItem run, Func<PackHeader, Manifest> manifestOf, CancellationToken cancellation)
    {
        PackItem? result = null;
        await log.AppendAsync(tenant, async ring =>
        {
            result = (await FindAsync(tenant, run.Id, cancellation))?.Pack;
            return result is null ? await DraftAsync(tenant, run, manifestOf, ring, pack => result = pack, cancellation) : null;
        }, cancellation);
        return result!;
    }

    /// <summary>The pack file, whole; what is left of it when its content was erased.</summary>
    internal async Task<byte[]> FileAsync(string tenant, PackItem pack, CancellationToken cancellation)
    {
        if (pack.Remains is not null)
            return Convert.FromBase64String(pack.Remains);
        var events = await content.ReadAsync(tenant, pack.Id, pack.Fingerprint, pack.Chunks, cancellation);
        var salts = await content.SaltsAsync(tenant, pack.Id, mayMake: false, cancellation);
        if (events is null || salts is null)
            throw new DomainException(PackCodes.Erased, $"The content of the pack '{pack.Id}' was erased.");
        var payload = Convert.FromBase64String(pack.Payload);
        using var draft = PackDraft.Build(pack.ToManifest().Header, events, salts);
        var envelope = new Envelope(PackFormat.ManifestType, payload, pack.KeyId, Convert.FromBase64String(pack.Signature));
        return draft.Seal(envelope, pack.LogProof).ToArray();
    }

    /// <summary>A page of the listings, oldest first.</summary>
    /// <param name="tenant">Whose packs.</param>
    /// <param name="subject">Only this subject's; null for all.</param>
    /// <param name="from">Only packs from this time on.</param>
    /// <param name="to">Only packs before this time.</param>
    /// <param name="after">The page token.</param>
    /// <param name="count">The most lines.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <returns>The lines, and the token of the next page; null at the end.</returns>
    internal async Task<(IReadOnlyList<PackLineItem> Lines, string? Next)> ListAsync(
        string tenant, string? subject, DateTimeOffset? from, DateTimeOffset? to, string? after, int count, CancellationToken cancellation)
    {
        var prefix = PackLineItem.PrefixOf(subject);
        var start = after is not null ? prefix + after : from is { } first ? prefix + PackLineItem.TimeOf(first) : null;
        var lines = new List<PackLineItem>();
        string? last = null;
        await foreach (var item in store.ListAsync(ProofLog.Partition(tenant), prefix, start, cancellation))
        {
            var line = StoreJson.Read<PackLineItem>(item);
            if (to is { } end && line.Generated >= end)
                return (lines, null);
            if (lines.Count == count)
                return (lines, last);
            lines.Add(line);
            last = item.Key.Id[prefix.Length..];
        }
        return (lines, null);
    }

    async Task<LogDraft> DraftAsync(
        string tenant, PackRunItem run, Func<PackHeader, Manifest> manifestOf, KeyRing ring, Action<PackItem> made,
        CancellationToken cancellation)
    {
        var subjectId = SubjectItem.IdOf(run.Subject);
        var subject = await store.GetAsync(new StoreKey(ProofLog.Partition(tenant), subjectId), cancellation);
        var previous = subject is null ? null : StoreJson.Read<SubjectItem>(subject).ToLink();
        // A run may have begun under the key before: a pack is never older than the key that signs it.
        var header = HeaderOf(tenant, run, previous);
        if (header.Generated < ring.Pack.From)
            header = header with { Generated = ring.Pack.From };
        var manifest = manifestOf(header);
        var payload = manifest.ToBytes();
        var envelope = ring.Pack.Sign(PackFormat.ManifestType, payload);
        var end = StoreJson.Write(new SubjectItem(run.Id, Digest.Of(payload).ToBase64()));
        return new LogDraft(payload, "pack", run.Id, null, entry =>
        {
            var pack = new PackItem(
                run.Id, run.Subject, header.Generated, manifest.Count, run.Risk.Score, entry.Index, run.Fingerprint, run.Chunks,
                Convert.ToBase64String(payload), envelope.KeyId, Convert.ToBase64String(envelope.Signature), entry.Proof);
            made(pack);
            var line = StoreJson.Write(new PackLineItem(
                run.Id, run.Subject, header.Generated, manifest.Count, run.Risk.Score, entry.Index));
            var place = PackLineItem.TimeOf(header.Generated) + "-" + run.Id;
            return
            [
                new StoreOperation.Create(PackItem.IdOf(run.Id), StoreJson.Write(pack)),
                subject is null
                    ? new StoreOperation.Create(subjectId, end)
                    : new StoreOperation.Replace(subjectId, end, subject.ETag),
                new StoreOperation.Create(PackLineItem.PrefixOf(null) + place, line),
                new StoreOperation.Create(PackLineItem.PrefixOf(run.Subject) + place, line),
            ];
        });
    }

    static string RunsOf(string tenant) => "proofrun-" + tenant;
}
