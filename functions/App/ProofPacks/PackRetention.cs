using System.Text;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Erasing the content of packs when its time is up, and holding it back from that. Manifest, signature and log entry stay, so
/// that what is left of a pack still verifies as anchored. Every erasure, hold and release is an entry of the log itself.
/// </summary>
/// <param name="store">Where it is noted how far the tenant's packs are erased.</param>
/// <param name="packs">The packs.</param>
/// <param name="content">What is erased.</param>
/// <param name="log">The logs.</param>
/// <param name="time">Stamps the entries.</param>
public sealed class PackRetention(IStore store, PackRepository packs, PackContent content, ProofLog log, TimeProvider time)
{
    const string Format = "orchestrations/proof-notice/1";
    const string Cursor = "retention";
    const int Page = 20;

    /// <summary>Erases the content of packs that are older, a page at a time; held ones are passed over.</summary>
    /// <param name="tenant">Whose packs.</param>
    /// <param name="before">Packs before this time.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Stops between packs.</param>
    internal async Task<RetentionPage> ErasePageAsync(string tenant, DateTimeOffset before, string? after, CancellationToken cancellation)
    {
        var start = after ?? await CursorAsync(tenant, cancellation);
        var (lines, next) = await packs.ListAsync(tenant, null, null, before, start, Page, cancellation);
        var (erased, held) = (0, 0);
        foreach (var line in lines)
            if (await EraseAsync(tenant, line.Id, cancellation))
                erased++;
            else
                held++;
        // As long as nothing was passed over, the next run need not look here again.
        if (lines.Count > 0 && held == 0 && start == await CursorAsync(tenant, cancellation))
            await MoveCursorAsync(tenant, PackLineItem.TimeOf(lines[^1].Generated) + "-" + lines[^1].Id, cancellation);
        return new RetentionPage(erased, held, next);
    }

    /// <summary>Erases one pack's content; false when it is held.</summary>
    internal async Task<bool> EraseAsync(string tenant, string pack, CancellationToken cancellation)
    {
        if ((await packs.FindAsync(tenant, pack, cancellation))?.Pack is not { } found)
            throw PackCodes.NoPack();
        var remains = found.ErasedAt is null && found.Hold is null ? await RemainsAsync(tenant, found, cancellation) : "";
        var held = false;
        await log.AppendAsync(tenant, async _ =>
        {
            if (await packs.FindAsync(tenant, pack, cancellation) is not var (current, etag))
                throw PackCodes.NoPack();
            held = current.Hold is not null;
            if (held || current.ErasedAt is not null)
                return null;
            var now = time.GetUtcNow();
            return DraftOf("erased", tenant, current, now, null, current with { ErasedAt = now, Remains = remains }, etag);
        }, cancellation);
        // Also when it was entered before: a crash in between left the content behind.
        if (!held)
            await content.EraseAsync(tenant, pack, cancellation);
        return !held;
    }

    /// <summary>Holds a pack's content back from being erased, or releases it; the same again changes nothing.</summary>
    /// <param name="tenant">Whose pack.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="reason">Why; null to release.</param>
    /// <param name="cancellation">Cancels the wait; it may still happen.</param>
    /// <exception cref="DomainException">ORC-PACK-004: no such pack. ORC-PACK-007: its content is erased already.</exception>
    internal async Task HoldAsync(string tenant, string pack, string? reason, CancellationToken cancellation)
    {
        var released = false;
        await log.AppendAsync(tenant, async _ =>
        {
            if (await packs.FindAsync(tenant, pack, cancellation) is not var (current, etag))
                throw PackCodes.NoPack();
            if (current.ErasedAt is not null)
                throw new DomainException(PackCodes.Erased, $"The content of the pack '{pack}' was erased.");
            released = reason is null;
            return current.Hold == reason
                ? null
                : DraftOf(
                    reason is null ? "released" : "held", tenant, current, time.GetUtcNow(), reason,
                    current with { Hold = reason, Holds = current.Holds + 1 }, etag);
        }, cancellation);
        if (released)
            await ForgetCursorAsync(tenant, cancellation);
    }

    async Task<string> RemainsAsync(string tenant, PackItem pack, CancellationToken cancellation)
    {
        using var file = PackFile.Open(await packs.FileAsync(tenant, pack, cancellation));
        return Convert.ToBase64String(file.WithoutContent());
    }

    static LogDraft DraftOf(
        string kind, string tenant, PackItem pack, DateTimeOffset now, string? reason, PackItem after, string etag)
    {
        using var buffer = new ByteBuffer();
        new CanonicalWriter(buffer).BeginObject()
            .Name("format").Text(Format)
            .Name("kind").Text(kind)
            .Name("manifest").Text(Digest.Of(Convert.FromBase64String(pack.Payload)).ToBase64Url())
            .Name("number").Whole(after.Holds)
            .Name("pack").Text(pack.Id)
            .Name("reason").Text(reason)
            .Name("tenant").Text(tenant)
            .Name("time").Text(now.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture))
            .EndObject();
        var bytes = buffer.Written.ToArray();
        return new LogDraft(bytes, kind, pack.Id, Encoding.UTF8.GetString(bytes),
            _ => [new StoreOperation.Replace(PackItem.IdOf(pack.Id), StoreJson.Write(after), etag)]);
    }

    async Task<string?> CursorAsync(string tenant, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(ProofLog.Partition(tenant), Cursor), cancellation) is { } item
            ? StoreJson.Read<CursorItem>(item).After
            : null;

    async Task MoveCursorAsync(string tenant, string after, CancellationToken cancellation)
    {
        var json = StoreJson.Write(new CursorItem(after));
        var item = await store.GetAsync(new StoreKey(ProofLog.Partition(tenant), Cursor), cancellation);
        // Losing against another writer costs a second look, nothing else.
        await store.WriteAsync(
            ProofLog.Partition(tenant),
            [item is null ? new StoreOperation.Create(Cursor, json) : new StoreOperation.Replace(Cursor, json, item.ETag)], cancellation);
    }

    // What was held and passed over must be looked at again.
    async Task ForgetCursorAsync(string tenant, CancellationToken cancellation)
    {
        while (await store.GetAsync(new StoreKey(ProofLog.Partition(tenant), Cursor), cancellation) is { } item)
            await store.WriteAsync(ProofLog.Partition(tenant), [new StoreOperation.Delete(Cursor, item.ETag)], cancellation);
    }

    sealed record CursorItem(string After);
}
