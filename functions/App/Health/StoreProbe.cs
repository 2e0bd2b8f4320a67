using Microsoft.Extensions.Logging;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Health;

/// <summary>
/// Says whether the store can be written, by writing: one that is locked or full still answers what it holds. However often it is
/// asked, it writes once in a while, and nobody waits long for a store that hangs.
/// </summary>
public sealed class StoreProbe(IStore store, TimeProvider time, ILogger<StoreProbe> log)
{
    static readonly StoreKey key = new("health", "probe");
    static readonly TimeSpan keptFor = TimeSpan.FromSeconds(5);
    static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    readonly Lock gate = new();
    Task<bool>? last;
    DateTimeOffset askedAt;

    /// <summary>Asks, or answers what was found a moment ago.</summary>
    public Task<bool> WorksAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            // One that is still asked is not asked beside that.
            if (last is null || (last.IsCompleted && (now - askedAt).Duration() >= keptFor))
                (last, askedAt) = (AskAsync(now), now);
            return last.WaitAsync(cancellation);
        }
    }

    async Task<bool> AskAsync(DateTimeOffset now)
    {
        try
        {
            await WriteAsync(now).WaitAsync(patience, time);
            return true;
        }
        catch (Exception unusable)
        {
            // The cause may name hosts and files; it belongs into the log, not to whoever asks.
            log.LogError(unusable, "The store does not answer, or cannot be written");
            return false;
        }
    }

    // Whether this write wins over another instance's says nothing of the store.
    async Task WriteAsync(DateTimeOffset now)
    {
        var json = StoreJson.Write(new ProbeItem(now));
        StoreOperation write = await store.GetAsync(key, CancellationToken.None) is { } before
            ? new StoreOperation.Replace(key.Id, json, before.ETag)
            : new StoreOperation.Create(key.Id, json);
        await store.WriteAsync(key.Partition, [write], CancellationToken.None);
    }

    /// <summary>What is written, as stored.</summary>
    sealed record ProbeItem(DateTimeOffset At);
}
