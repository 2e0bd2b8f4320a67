using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.Shipments;

/// <summary>The Service Bus topic <c>shipment-events</c>. What cannot be taken goes to the dead letters, with the reason.</summary>
public sealed class ShipmentTriggers(ShipmentCollection collection, ProofPackSettings settings)
{
    const int MostTries = 20;

    /// <summary>Takes a message into its subject's collection, which it begins when there is none.</summary>
    [Function(nameof(ShipmentEvents))]
    public async Task ShipmentEvents(
        [ServiceBusTrigger("shipment-events", "proof-packs", Connection = "ServiceBus")] ShipmentMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var events = await collection.AddAsync(message, cancellation);
        var id = $"shipment-{message.Tenant}-{SubjectItem.NameOf(message.Subject)}";
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await StartAsync(client, id, message, events, cancellation);
            await client.RaiseEventAsync(
                id, ShipmentOrchestrator.Added, new ShipmentSignal(events, message.Complete), cancellation);
            // A collection that ended a moment before took neither the signal nor, perhaps, the events: then begin another.
            if (!await EndedAsync(client, id, cancellation))
                return;
        }
    }

    async Task StartAsync(
        DurableTaskClient client, string id, ShipmentMessage message, int events, CancellationToken cancellation)
    {
        if (!await EndedAsync(client, id, cancellation))
            return;
        var input = new ShipmentInput(
            message.Tenant, message.Subject, (int)settings.Deadline.TotalSeconds, settings.MostEvents, events, message.Complete);
        var ended = StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Where(IsEnd);
        var options = new StartOrchestrationOptions(id)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Except(ended)]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ShipmentOrchestrator), input, options, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another message began it first; backends say so with exceptions of their own.
            if (await client.GetInstanceAsync(id, cancellation) is null)
                throw;
        }
    }

    static async Task<bool> EndedAsync(DurableTaskClient client, string id, CancellationToken cancellation) =>
        await client.GetInstanceAsync(id, cancellation) is not { } found || IsEnd(found.RuntimeStatus);

    static bool IsEnd(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
