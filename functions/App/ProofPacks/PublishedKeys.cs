using System.Collections.Concurrent;
using Orchestrations.App.Keys;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Every public key that ever signed, in the partition <c>proof-keys</c>. Invariant: a key is published before it signs, and is
/// never forgotten, so that what it signed stays verifiable.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">Stamps retirement and revocation.</param>
public sealed class PublishedKeys(IStore store, TimeProvider time)
{
    const string Partition = "proof-keys";

    readonly ConcurrentDictionary<string, byte> known = new(StringComparer.Ordinal);

    /// <summary>The keys that sign now, published.</summary>
    /// <exception cref="KeysException">ORC-KEY-005: the key was revoked.</exception>
    internal async ValueTask<KeyRing> CurrentAsync(ISigningKeys keys, CancellationToken cancellation)
    {
        var ring = await keys.GetAsync(cancellation);
        await PublishAsync(ring, cancellation);
        // Asked each time: another process may have revoked it a moment ago.
        return (await FindAsync(ring.Pack.Id, cancellation))?.Item.RevokedAt is null
            ? ring
            : throw new KeysException(KeysException.Revoked, $"The key '{ring.Pack.Id}' was revoked and signs nothing more; rotate the keys.");
    }

    /// <summary>Publishes keys, also such as sign later.</summary>
    internal async Task PublishAsync(KeyRing ring, CancellationToken cancellation)
    {
        foreach (var key in ring.Packs)
            if (!known.ContainsKey(key.Id))
            {
                await PublishAsync(key, cancellation);
                known[key.Id] = 0;
            }
    }

    /// <summary>The list of keys as verifiers take it.</summary>
    /// <param name="log">The origin of the log that revocations are told for; null for the shortest of all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    internal async Task<KeyList> ListAsync(string? log, CancellationToken cancellation) => new([.. (await ListAsync(cancellation)).Select(key =>
        new IssuerKey(
            key.Id, PublicKey.Of(Convert.FromBase64String(key.PublicKey)), key.ValidFrom, RetiredAt: null,
            key.RevokedAt is null ? null : RevokedFrom(key.ValidSizes ?? new Dictionary<string, long>(), log)))]);

    // A log that was not there at the revocation has nothing that was signed before it.
    static long RevokedFrom(IReadOnlyDictionary<string, long> sizes, string? log) =>
        log is not null ? sizes.GetValueOrDefault(log) : sizes.Values.DefaultIfEmpty(0).Min();

    async Task<IReadOnlyList<PublishedKeyItem>> ListAsync(CancellationToken cancellation)
    {
        var all = new List<PublishedKeyItem>();
        await foreach (var item in store.ListAsync(Partition, "", null, cancellation))
            all.Add(StoreJson.Read<PublishedKeyItem>(item));
        return [.. all.OrderBy(k => k.ValidFrom).ThenBy(k => k.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Revokes a key by the places in the logs: what it signed up to them stands, because the logs show that it was signed before;
    /// whoever stole the key can sign any time, but not an earlier place.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="sizes">The size of each log, by its origin.</param>
    /// <param name="cancellation">Cancels the wait; it may still be revoked.</param>
    /// <exception cref="DomainException">ORC-KEY-006: no such key.</exception>
    internal async Task<PublishedKeyItem> RevokeAsync(string id, IReadOnlyDictionary<string, long> sizes, CancellationToken cancellation)
    {
        while (true)
        {
            var (item, etag) = await FindAsync(id, cancellation) ?? throw new DomainException(
                "ORC-KEY-006", $"There is no published key '{id}'; GET /proofpacks/keys lists them.");
            if (item.RevokedAt is not null)
                return item;
            var revoked = item with { RevokedAt = time.GetUtcNow(), ValidSizes = sizes };
            var replace = new StoreOperation.Replace(id, StoreJson.Write(revoked), etag);
            if (await store.WriteAsync(Partition, [replace], cancellation) is StoreResult.Committed)
                return revoked;
        }
    }

    async Task PublishAsync(PackKey key, CancellationToken cancellation)
    {
        var item = new PublishedKeyItem(key.Id, Convert.ToBase64String(key.PublicKey.Span), key.From);
        await store.WriteAsync(Partition, [new StoreOperation.Create(key.Id, StoreJson.Write(item))], cancellation);
        if (await FindAsync(key.Id, cancellation) is not { } found || found.Item.PublicKey != item.PublicKey)
            throw new KeysException(KeysException.Unusable,
                $"Another key was published under the id '{key.Id}'. Give the new key another id.");
    }

    async Task<(PublishedKeyItem Item, string ETag)?> FindAsync(string id, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, id), cancellation) is { } item
            ? (StoreJson.Read<PublishedKeyItem>(item), item.ETag)
            : null;
}

/// <summary>A public key as stored under its id.</summary>
/// <param name="Id">What signatures name it by.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER as Base64.</param>
/// <param name="ValidFrom">From when on it signs, UTC.</param>
/// <param name="RevokedAt">When it was revoked, UTC; null when it was not.</param>
/// <param name="ValidSizes">Of a revoked key: the size of each log, by origin, up to which its signatures stand.</param>
sealed record PublishedKeyItem(
    string Id, string PublicKey, DateTimeOffset ValidFrom, DateTimeOffset? RevokedAt = null,
    IReadOnlyDictionary<string, long>? ValidSizes = null);
