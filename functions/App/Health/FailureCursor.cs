using Orchestrations.App.Storage;

namespace Orchestrations.App.Health;

/// <summary>
/// Up to when failed orchestrations were looked for and told of, in the partition <c>health</c>: what failed just before a stop is
/// told of after the next start, however long that takes.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="unread">Takes it where it cannot be read.</param>
public sealed class FailureCursor(IStore store, UnreadItems unread)
{
    static readonly StoreKey key = new("health", "failures");

    // What fails while it is looked for shows in the next look.
    static readonly TimeSpan overlap = TimeSpan.FromMinutes(10);

    // The least that is looked at again; enough where nothing was looked at yet, or the clock was put back.
    static readonly TimeSpan least = TimeSpan.FromHours(1);

    /// <summary>From when on failures have to be looked for.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<DateTimeOffset> SinceAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var last = await store.GetAsync(key, cancellation) is { } item
            && await unread.ReadAsync<LookedTo>(item, read => read.At > DateTimeOffset.UnixEpoch, cancellation) is { } to ? to.At - overlap : now;
        return last < now - least ? last : now - least;
    }

    /// <summary>Notes that everything up to a time was told of.</summary>
    public async Task MoveAsync(DateTimeOffset to, CancellationToken cancellation)
    {
        var json = StoreJson.Write(new LookedTo(to));
        StoreOperation write = await store.GetAsync(key, cancellation) is { } before
            ? new StoreOperation.Replace(key.Id, json, before.ETag)
            : new StoreOperation.Create(key.Id, json);
        // Losing against another writer costs a second look, nothing else.
        await store.WriteAsync(key.Partition, [write], cancellation);
    }

    /// <summary>The time, as stored.</summary>
    sealed record LookedTo(DateTimeOffset At);
}
