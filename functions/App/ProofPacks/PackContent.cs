using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Orchestrations.App.Storage;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// The events of packs and the seeds of their salts, in a partition for each pack: what is erased when its time is up. Salts
/// are drawn from the seed, so a pack is the same however often it is made, and nobody can guess them without it.
/// </summary>
/// <param name="store">Where it is kept.</param>
public sealed class PackContent(IStore store)
{
    const string Seed = "seed";
    const int ChunkBytes = 512 * 1024;

    /// <summary>Stores events; the same again changes nothing.</summary>
    /// <returns>How many pieces they have.</returns>
    internal async Task<int> WriteAsync(
        string tenant, string pack, string fingerprint, IReadOnlyList<PackEventItem> events, CancellationToken cancellation)
    {
        var bytes = Compress(System.Text.Encoding.UTF8.GetBytes(StoreJson.Write(new PackEventsItem(events))));
        var chunks = 0;
        for (var at = 0; at < bytes.Length; at += ChunkBytes, chunks++)
        {
            var piece = Convert.ToBase64String(bytes, at, Math.Min(ChunkBytes, bytes.Length - at));
            await store.WriteAsync(
                Partition(tenant, pack), [new StoreOperation.Create(IdOf(fingerprint, chunks), StoreJson.Write(new ChunkItem(piece)))], cancellation);
        }
        return chunks;
    }

    /// <summary>The events, or null when they were erased.</summary>
    internal async Task<IReadOnlyList<PackEvent>?> ReadAsync(
        string tenant, string pack, string fingerprint, int chunks, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var item = await store.GetAsync(new StoreKey(Partition(tenant, pack), IdOf(fingerprint, chunk)), cancellation);
            if (item is null)
                return null;
            bytes.Write(Convert.FromBase64String(StoreJson.Read<ChunkItem>(item).Data));
        }
        var json = System.Text.Encoding.UTF8.GetString(Decompress(bytes));
        var stored = StoreJson.Read<PackEventsItem>(new StoreItem(new StoreKey(Partition(tenant, pack), "content"), json, ""));
        return [.. stored.Events.Select(e => new PackEvent(e.Id, e.Time, System.Text.Encoding.UTF8.GetBytes(e.Body)))];
    }

    /// <summary>The salts of a pack; its seed is drawn at the first call. Null when the content was erased.</summary>
    internal async Task<SaltSource?> SaltsAsync(string tenant, string pack, bool mayMake, CancellationToken cancellation)
    {
        var key = new StoreKey(Partition(tenant, pack), Seed);
        var item = await store.GetAsync(key, cancellation);
        if (item is null && mayMake)
        {
            var drawn = StoreJson.Write(new SeedItem(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            await store.WriteAsync(key.Partition, [new StoreOperation.Create(Seed, drawn)], cancellation);
            // Another attempt may have drawn first; what is stored counts.
            item = await store.GetAsync(key, cancellation);
        }
        return item is null ? null : From(Convert.FromBase64String(StoreJson.Read<SeedItem>(item).Seed));
    }

    /// <summary>Erases events and seed: without the seed no commitment can be opened again.</summary>
    internal async Task EraseAsync(string tenant, string pack, CancellationToken cancellation)
    {
        var items = new List<StoreItem>();
        await foreach (var item in store.ListAsync(Partition(tenant, pack), "", null, cancellation))
            items.Add(item);
        foreach (var item in items)
            await store.WriteAsync(Partition(tenant, pack), [new StoreOperation.Delete(item.Key.Id, item.ETag)], cancellation);
    }

    // HMAC-SHA-256 of a counter under the seed: a stream that nobody can tell from chance without the seed.
    static SaltSource From(byte[] seed)
    {
        ulong counter = 0;
        return salts =>
        {
            Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
            Span<byte> number = stackalloc byte[sizeof(ulong)];
            for (var at = 0; at < salts.Length; at += block.Length)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(number, counter++);
                HMACSHA256.HashData(seed, number, block);
                block[..Math.Min(block.Length, salts.Length - at)].CopyTo(salts[at..]);
            }
        };
    }

    static byte[] Compress(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var brotli = new BrotliStream(to, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return to.ToArray();
    }

    static byte[] Decompress(MemoryStream bytes)
    {
        bytes.Position = 0;
        using var to = new MemoryStream();
        using var brotli = new BrotliStream(bytes, CompressionMode.Decompress);
        brotli.CopyTo(to);
        return to.ToArray();
    }

    static string Partition(string tenant, string pack) => $"proofbody-{tenant}-{pack}";

    // By the request's fingerprint: two requests under one Idempotency-Key never mix.
    static string IdOf(string fingerprint, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"chunk-{fingerprint[..16]}-{chunk:D6}");

    sealed record ChunkItem(string Data);

    sealed record SeedItem(string Seed);
}

/// <summary>The events of a pack, as stored.</summary>
/// <param name="Events">In the order of packs.</param>
sealed record PackEventsItem(IReadOnlyList<PackEventItem> Events);

/// <summary>An event, as stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">Its time, UTC.</param>
/// <param name="Body">What is proved, JSON text.</param>
sealed record PackEventItem(string Id, DateTimeOffset Time, string Body)
{
    public override string ToString() => Id;
}
