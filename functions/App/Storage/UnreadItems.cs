using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Orchestrations.App.Storage;

/// <summary>
/// Items that a sweep could not read. It passes over them and goes on with the others, because one spoilt item must not hide all
/// the rest; they stay where they are, for whoever mends them, and are noted in the partition <c>unread-items</c>, so that the
/// health watch tells of them until they are mended. Not for what money is decided by: there, reading refuses.
/// </summary>
/// <param name="store">Where the items are, and the notes.</param>
/// <param name="time">Stamps the notes.</param>
/// <param name="log">Is told once of each.</param>
public sealed class UnreadItems(IStore store, TimeProvider time, ILogger<UnreadItems>? log = null)
{
    internal const string Partition = "unread-items";

    // Beyond that the store itself is in ruins, which other checks say.
    const int MostNoted = 1000;

    readonly ConcurrentDictionary<StoreKey, string> noted = new();

    /// <summary>An item's content; null where it cannot be read, which is noted.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isWhole">Whether what was read has all that it needs; null to take whatever could be read.</param>
    /// <param name="cancellation">Stops the noting.</param>
    public async Task<T?> ReadAsync<T>(StoreItem item, Func<T, bool>? isWhole, CancellationToken cancellation)
        where T : class
    {
        string? trouble;
        try
        {
            var content = StoreJson.Read<T>(item);
            if (isWhole is null || isWhole(content))
                return content;
            trouble = "parts of it are missing";
        }
        catch (StoreException unreadable) when (unreadable.Code == StoreJson.Unreadable)
        {
            trouble = unreadable.InnerException?.Message;
        }
        await NoteAsync(item, trouble, cancellation);
        return null;
    }

    /// <summary>Notes an item that cannot be read. A store that does not take the note stops nobody.</summary>
    /// <param name="item">The item.</param>
    /// <param name="trouble">Why, for the log.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task NoteAsync(StoreItem item, string? trouble, CancellationToken cancellation)
    {
        if (noted.Count >= MostNoted || (noted.TryGetValue(item.Key, out var etag) && etag == item.ETag))
            return;
        log?.LogError("The item {Partition}/{Id} cannot be read, and is passed over: {Trouble}", item.Key.Partition, item.Key.Id, trouble);
        var json = StoreJson.Write(new UnreadItem(item.Key.Partition, item.Key.Id, item.ETag, time.GetUtcNow()));
        try
        {
            await store.WriteAsync(Partition, [new StoreOperation.Create(IdOf(item.Key), json)], cancellation);
            noted[item.Key] = item.ETag;
        }
        catch (Exception refused) when (!cancellation.IsCancellationRequested)
        {
            log?.LogWarning(refused, "The store did not take the note of an item that cannot be read");
        }
    }

    /// <summary>The items that were noted and are still what they were then; forgets the others.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async Task<IReadOnlyList<StoreKey>> StillAsync(int most, CancellationToken cancellation)
    {
        var still = new List<StoreKey>();
        await foreach (var note in store.ListAsync(Partition, "", null, cancellation))
        {
            if (KeyOf(note) is var (key, etag) && await store.GetAsync(key, cancellation) is { } item && item.ETag == etag)
            {
                still.Add(key);
                if (still.Count == most)
                    break;
                continue;
            }
            // Mended, taken away, or changed: whoever reads it next notes it again where it has to be.
            await store.WriteAsync(Partition, [new StoreOperation.Delete(note.Key.Id, note.ETag)], cancellation);
            noted.Clear();
        }
        return still;
    }

    // A note that is itself spoilt is as good as none.
    static (StoreKey Key, string ETag)? KeyOf(StoreItem note)
    {
        try
        {
            return StoreJson.Read<UnreadItem>(note) is { Partition.Length: > 0, Id.Length: > 0, ETag: { } etag } unread
                ? (new StoreKey(unread.Partition, unread.Id), etag)
                : null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    // Any two keys in one name that every store takes.
    static string IdOf(StoreKey key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Partition}\n{key.Id}")));

    /// <summary>A note, as stored.</summary>
    sealed record UnreadItem(string Partition, string Id, string ETag, DateTimeOffset At);
}
