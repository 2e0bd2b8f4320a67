using Orchestrations.App.Storage;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Stops;

/// <summary>
/// When each protective stop was last seen at the exchange, and where it stood then, in the partition <c>stops</c> under our id.
/// What was only sent is no sighting.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">Stamps them.</param>
public sealed class StopSightings(IStore store, TimeProvider time)
{
    const string Partition = "stops";

    /// <summary>Notes what the exchange just showed. Of two that look at once, one stands.</summary>
    public async Task NoteAsync(StopSnapshot seen, CancellationToken cancellation = default)
    {
        var id = seen.ClientId.Value;
        var item = await store.GetAsync(new StoreKey(Partition, id), cancellation);
        var json = StoreJson.Write(new StopSighting(
            seen.Status.ToString(), seen.Order.Trigger.Value, seen.Order.Quantity.Amount, time.GetUtcNow()));
        StoreOperation write = item is null ? new StoreOperation.Create(id, json) : new StoreOperation.Replace(id, json, item.ETag);
        await store.WriteAsync(Partition, [write], cancellation);
    }

    /// <summary>The last sighting of a stop; null when it was never seen.</summary>
    public async Task<StopSighting?> LastAsync(string clientId, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition, clientId), cancellation) is { } item ? StoreJson.Read<StopSighting>(item) : null;
}

/// <summary>A stop as it was seen, as stored and shown.</summary>
/// <param name="Status">Untriggered, Filled or Gone.</param>
/// <param name="Trigger">Where it stood, in the quote coin.</param>
/// <param name="Quantity">What it closes, in the base coin.</param>
/// <param name="At">When it was seen, UTC.</param>
public sealed record StopSighting(string Status, decimal Trigger, decimal Quantity, DateTimeOffset At);
