using Orchestrations.App.Storage;

namespace Orchestrations.App.Alerts;

/// <summary>
/// What was too much for a channel: alerts beyond its messages of a minute wait here, and go in one message. Invariant: a message is
/// put here and noted as gathered in one write, so that it is told of once, and never forgotten. While something waits, what
/// comes after it waits too: a storm becomes a few messages, not an hour of them.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">Stamps it.</param>
public sealed class AlertOverflow(IStore store, TimeProvider time)
{
    /// <summary>What the alerts of a channel begin with.</summary>
    internal static string PrefixOf(string channel) => $"over-{channel}-";

    /// <summary>The channels for which something waits.</summary>
    internal async Task<IReadOnlyList<string>> ChannelsAsync(IReadOnlyList<string> channels, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var channel in channels)
            if (await WaitsAsync(channel, cancellation))
                found.Add(channel);
        return found;
    }

    /// <summary>Whether something waits for a channel.</summary>
    internal async Task<bool> WaitsAsync(string channel, CancellationToken cancellation) =>
        await store.ListAsync(AlertDeliveries.Partition, PrefixOf(channel), null, cancellation).AnyAsync(cancellation);

    /// <summary>Puts a message among what waits.</summary>
    internal async Task AddAsync(AlertSend send, int attempts, bool mayHaveArrived, CancellationToken cancellation)
    {
        while (true)
        {
            var key = AlertDeliveries.KeyOf(send);
            var note = StoreJson.Write(new AlertDeliveryItem(
                send.Notice, send.Channel, "gathered", attempts, time.GetUtcNow(), "a digest tells of it", mayHaveArrived));
            var before = await store.GetAsync(key, cancellation);
            var batch = new List<StoreOperation>
            {
                before is null ? new StoreOperation.Create(key.Id, note) : new StoreOperation.Replace(key.Id, note, before.ETag),
            };
            // Raised and resolved while it waited: one line tells both.
            var waits = new StoreKey(AlertDeliveries.Partition, PrefixOf(send.Channel) + send.About);
            if (await store.GetAsync(waits, cancellation) is null)
                batch.Add(new StoreOperation.Create(waits.Id, StoreJson.Write(new AlertHeldItem(send.About))));
            if (await store.WriteAsync(AlertDeliveries.Partition, batch, cancellation) is StoreResult.Committed)
                return;
        }
    }
}
