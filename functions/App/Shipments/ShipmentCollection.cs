using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;
using Orchestrations.Domain.Events;
using Orchestrations.Domain.Events.Risk;

namespace Orchestrations.App.Shipments;

/// <summary>
/// The events of a subject that wait for their pack, in a partition for each subject; a message is a part, under a name that
/// follows from its content, so that a redelivered one adds nothing.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="tenants">The tenants.</param>
/// <param name="runs">Notes what packs are asked for.</param>
public sealed class ShipmentCollection(IStore store, TenantRepository tenants, PackRuns runs)
{
    /// <summary>Code of a message that names no tenant or no subject, or a tenant that is not known.</summary>
    public const string BadMessage = "ORC-PACK-011";

    const string Prefix = "part-";
    const int LongestSubject = 200;

    /// <summary>Validates a message's events against what is collected, and stores them.</summary>
    /// <returns>How many events are collected.</returns>
    /// <exception cref="DomainException">ORC-PACK-011.</exception>
    /// <exception cref="EventsRefusedException">The events are not what they should be, or contradict collected ones.</exception>
    internal async Task<int> AddAsync(ShipmentMessage message, CancellationToken cancellation)
    {
        if (message.Subject is not { Length: > 0 and <= LongestSubject } || message.Subject.Any(char.IsControl)
            || message.Tenant is null || await tenants.FindAsync(message.Tenant, cancellation) is null)
            throw new DomainException(BadMessage,
                $"A message of shipment-events needs a known tenant and a subject of 1 to {LongestSubject} characters.");
        var collected = await ReadAsync(message.Tenant, message.Subject, cancellation);
        if (message.Events is not { } events)
            return EventsOf(collected).Count;
        var added = new PartItem(message.Format, events.GetRawText());
        var all = EventsOf([.. collected, ("", added)]);
        var id = Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Format + "\n" + added.Events)))[..40];
        await store.WriteAsync(
            Partition(message.Tenant, message.Subject), [new StoreOperation.Create(id, StoreJson.Write(added))], cancellation);
        return all.Count;
    }

    /// <summary>Asks for the pack of everything collected; the same again while those parts are there.</summary>
    internal async Task<ShipmentClosed> CloseAsync(string tenant, string subject, CancellationToken cancellation)
    {
        var parts = await ReadAsync(tenant, subject, cancellation);
        if (parts.Count == 0)
            return new ShipmentClosed(null, []);
        var owner = await tenants.FindAsync(tenant, cancellation) ?? throw new DomainException(BadMessage, $"There is no tenant '{tenant}'.");
        var names = string.Join('\n', [subject, .. parts.Select(p => p.Id)]);
        var pack = PackRuns.IdOf(owner, "shipment", Encoding.UTF8.GetBytes(names));
        var request = PackRequest.Of(subject, "1.0", EventsOf(parts), ShipmentPlan.None);
        await runs.AskAsync(tenant, pack, owner.NameOf("request", Encoding.UTF8.GetBytes(names)), request, cancellation);
        return new ShipmentClosed(pack, [.. parts.Select(p => p.Id)]);
    }

    /// <summary>Removes parts that are in a pack.</summary>
    /// <returns>How many events came since and wait for the next.</returns>
    internal async Task<int> ClearAsync(string tenant, string subject, IReadOnlyList<string> parts, CancellationToken cancellation)
    {
        var partition = Partition(tenant, subject);
        foreach (var part in parts)
            if (await store.GetAsync(new StoreKey(partition, part), cancellation) is { } item)
                await store.WriteAsync(partition, [new StoreOperation.Delete(part, item.ETag)], cancellation);
        return EventsOf(await ReadAsync(tenant, subject, cancellation)).Count;
    }

    async Task<List<(string Id, PartItem Part)>> ReadAsync(string tenant, string subject, CancellationToken cancellation)
    {
        var parts = new List<(string, PartItem)>();
        await foreach (var item in store.ListAsync(Partition(tenant, subject), Prefix, null, cancellation))
            parts.Add((item.Key.Id, StoreJson.Read<PartItem>(item)));
        return parts;
    }

    static IReadOnlyList<ProofEvent> EventsOf(IReadOnlyList<(string Id, PartItem Part)> parts) =>
        EventOrder.Of(parts.SelectMany(p => EventsOf(p.Part)));

    static IReadOnlyList<ProofEvent> EventsOf(PartItem part)
    {
        using var document = JsonDocument.Parse(part.Events);
        return EventDocument.ReadPart(document.RootElement, part.Format is null ? null : EventDocument.Format(part.Format), "$.events");
    }

    static string Partition(string tenant, string subject) => $"shipment-{tenant}-{SubjectItem.NameOf(subject)}";

    sealed record PartItem(string? Format, string Events);
}
