using System.Globalization;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Alerts;

/// <summary>
/// How messages were sent, in the partition <c>alert-deliveries</c>. Invariant: an attempt is noted before it is made, so that a
/// step that is run again after a crash knows that the message may have arrived.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">Stamps it.</param>
/// <param name="unread">Takes what cannot be read.</param>
public sealed class AlertDeliveries(IStore store, TimeProvider time, UnreadItems unread)
{
    /// <summary>Where messages, and what waits to be one, are kept: together, so that one write can move one to the other.</summary>
    internal const string Partition = "alert-deliveries";

    const string HeldPrefix = "held-";
    const string DigestPrefix = "digest-";

    /// <summary>The messages about an alert.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> ListAsync(string about, CancellationToken cancellation = default)
    {
        var found = new List<AlertDelivery>();
        await foreach (var item in store.ListAsync(Partition, $"sent-{about}-", null, cancellation))
        {
            if (await ReadAsync(item, cancellation) is { } delivery)
                found.Add(new AlertDelivery(
                    delivery.Notice, delivery.Channel, delivery.Status, delivery.Attempts, delivery.At, delivery.Reason));
        }
        return found;
    }

    /// <summary>How a message stands. Where that cannot be read, nobody knows whether it arrived: it may have.</summary>
    internal async Task<AlertDeliveryItem?> FindAsync(AlertSend send, CancellationToken cancellation) =>
        await store.GetAsync(KeyOf(send), cancellation) is not { } item ? null
            : await ReadAsync(item, cancellation)
                ?? new AlertDeliveryItem(send.Notice, send.Channel, "sending", 0, DateTimeOffset.UnixEpoch, null, MayHaveArrived: true);

    /// <summary>Notes how a message stands. Only one step at a time works on a message, so the last one stands.</summary>
    internal async Task NoteAsync(
        AlertSend send, string status, int attempts, string? reason, bool mayHaveArrived, CancellationToken cancellation)
    {
        var json = StoreJson.Write(new AlertDeliveryItem(
            send.Notice, send.Channel, status, attempts, time.GetUtcNow(), reason, mayHaveArrived));
        while (true)
        {
            var key = KeyOf(send);
            var before = await store.GetAsync(key, cancellation);
            StoreOperation write = before is null
                ? new StoreOperation.Create(key.Id, json)
                : new StoreOperation.Replace(key.Id, json, before.ETag);
            if (await store.WriteAsync(Partition, [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    /// <summary>Forgets the messages about an alert.</summary>
    internal async Task ForgetAsync(string about, CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition, $"sent-{about}-", null, cancellation))
            await store.WriteAsync(Partition, [new StoreOperation.Delete(item.Key.Id, item.ETag)], cancellation);
    }

    /// <summary>Forgets digests from before a time, and how they were sent.</summary>
    internal async Task ForgetDigestsAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var first = DigestPrefix + before.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        await foreach (var item in store.ListAsync(Partition, DigestPrefix, null, cancellation))
        {
            if (string.CompareOrdinal(item.Key.Id, first) >= 0)
                return;
            await ForgetAsync(item.Key.Id, cancellation);
            await store.WriteAsync(Partition, [new StoreOperation.Delete(item.Key.Id, item.ETag)], cancellation);
        }
    }

    /// <summary>Takes a place among the messages of this minute.</summary>
    /// <param name="channel">The channel, or a part of its messages that is counted apart.</param>
    /// <param name="perMinute">How many places there are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How long to wait for one; null when a place was taken.</returns>
    internal async Task<TimeSpan?> TakePlaceAsync(string channel, int perMinute, CancellationToken cancellation)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var minute = now.ToUnixTimeSeconds() / 60;
            var key = new StoreKey(Partition, "rate-" + channel);
            var before = await store.GetAsync(key, cancellation);
            var rate = before is null ? null : await unread.ReadAsync<AlertRateItem>(before, null, cancellation);
            var taken = rate?.Minute == minute ? rate.Count : 0;
            if (taken >= perMinute)
                return DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60) - now;
            var json = StoreJson.Write(new AlertRateItem(minute, taken + 1));
            StoreOperation write = before is null
                ? new StoreOperation.Create(key.Id, json)
                : new StoreOperation.Replace(key.Id, json, before.ETag);
            if (await store.WriteAsync(Partition, [write], cancellation) is StoreResult.Committed)
                return null;
        }
    }

    /// <summary>Notes that an alert waits for the digest.</summary>
    internal Task HoldAsync(string alert, CancellationToken cancellation) => store.WriteAsync(
        Partition, [new StoreOperation.Create(HeldPrefix + alert, StoreJson.Write(new AlertHeldItem(alert)))], cancellation);

    /// <summary>The alerts that wait for the digest, the oldest first.</summary>
    internal async Task<IReadOnlyList<string>> HeldAsync(int most, CancellationToken cancellation)
    {
        var held = new List<string>();
        await foreach (var item in store.ListAsync(Partition, HeldPrefix, null, cancellation))
        {
            held.Add(item.Key.Id[HeldPrefix.Length..]);
            if (held.Count == most)
                break;
        }
        return held;
    }

    /// <summary>What a digest tells of, which is nothing where it cannot be read; null when there is none.</summary>
    internal async Task<AlertDigestItem?> DigestAsync(string digest, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, digest), cancellation) is not { } item ? null
            : await unread.ReadAsync<AlertDigestItem>(item, one => one.Alerts is not null, cancellation)
                ?? new AlertDigestItem([], time.GetUtcNow());

    /// <summary>Moves alerts that wait into a digest, in one write: none is told of twice, and none is forgotten.</summary>
    /// <param name="digest">Names the digest.</param>
    /// <param name="channel">The channel whose overflow it tells of; null for what the quiet hours held back.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<AlertDigestItem> GatherAsync(string digest, string? channel, int most, CancellationToken cancellation)
    {
        while (true)
        {
            if (await DigestAsync(digest, cancellation) is { } gathered)
                return gathered;
            var held = new List<(string Alert, StoreOperation Removal)>();
            // Which alert waits stands in the item's name: no content can keep it from being told.
            var prefix = channel is null ? HeldPrefix : AlertOverflow.PrefixOf(channel);
            await foreach (var item in store.ListAsync(Partition, prefix, null, cancellation))
            {
                held.Add((item.Key.Id[prefix.Length..], new StoreOperation.Delete(item.Key.Id, item.ETag)));
                if (held.Count == most)
                    break;
            }
            var made = new AlertDigestItem([.. held.Select(one => one.Alert)], time.GetUtcNow()) { Channel = channel };
            var create = new StoreOperation.Create(digest, StoreJson.Write(made));
            if (await store.WriteAsync(Partition, [create, .. held.Select(one => one.Removal)], cancellation) is StoreResult.Committed)
                return made;
        }
    }

    Task<AlertDeliveryItem?> ReadAsync(StoreItem item, CancellationToken cancellation) => unread.ReadAsync<AlertDeliveryItem>(
        item, one => one is { Notice: not null, Channel: not null, Status: not null }, cancellation);

    /// <summary>Where it is kept how a message stands.</summary>
    internal static StoreKey KeyOf(AlertSend send) => new(Partition, $"sent-{send.About}-{send.Notice}-{send.Channel}");
}

/// <summary>How a message stands, as stored.</summary>
/// <param name="Notice">Which message.</param>
/// <param name="Channel">To whom.</param>
/// <param name="Status">sending, waiting, sent, gathered (a digest tells of it), skipped or failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was last tried, UTC.</param>
/// <param name="Reason">Why it did not arrive.</param>
/// <param name="MayHaveArrived">True when an attempt ended without an answer that tells.</param>
sealed record AlertDeliveryItem(
    string Notice, string Channel, string Status, int Attempts, DateTimeOffset At, string? Reason, bool MayHaveArrived);

/// <summary>How many messages a channel got in a minute (counted from 1970), as stored.</summary>
sealed record AlertRateItem(long Minute, int Count);

/// <summary>An alert that waits for the digest, as stored.</summary>
sealed record AlertHeldItem(string Alert);

/// <summary>What a digest tells of, as stored.</summary>
sealed record AlertDigestItem(IReadOnlyList<string> Alerts, DateTimeOffset At)
{
    /// <summary>The channel whose overflow it tells of; null for what the quiet hours held back.</summary>
    public string? Channel { get; init; }
}
