using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.Shipments;

/// <summary>
/// Collects a subject's events until they are complete, enough, or the deadline has come; then makes their pack. What came in
/// the meantime begins the next collection.
/// </summary>
public static class ShipmentOrchestrator
{
    /// <summary>The external event that says something was added.</summary>
    public const string Added = "ShipmentEvents";

    // A history stays small: it begins anew after so many messages.
    const int MostSignals = 100;

    /// <summary>Input <see cref="ShipmentInput"/>, output <see cref="ShipmentResult"/>.</summary>
    [Function(nameof(ShipmentOrchestrator))]
    public static async Task<ShipmentResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var shipment = context.GetInput<ShipmentInput>() ?? throw new InvalidOperationException(
            "A shipment orchestration needs a ShipmentInput.");
        var deadline = shipment.Deadline ?? context.CurrentUtcDateTime.AddSeconds(shipment.WaitSeconds);
        var unfinished = await CollectAsync(context, shipment, deadline);
        WaitingFor.Nothing(context);
        if (unfinished is not null)
        {
            context.ContinueAsNew(unfinished);
            return new ShipmentResult(null);
        }

        var closed = await context.CallActivityAsync<ShipmentClosed>(
            nameof(ShipmentActivities.CloseShipment), shipment, PackRetries.Patient);
        if (closed.Pack is null)
            return new ShipmentResult(null);
        await context.CallSubOrchestratorAsync<PackSealed>(
            nameof(PackOrchestrator), new PackRunInput(shipment.Tenant, closed.Pack),
            new SubOrchestrationOptions(instanceId: PackRuns.InstanceOf(shipment.Tenant, closed.Pack)));
        var left = await context.CallActivityAsync<int>(
            nameof(ShipmentActivities.ClearShipment), new ShipmentClearInput(shipment, closed), PackRetries.Patient);
        if (left > 0)
            context.ContinueAsNew(shipment with { Events = left, Complete = false, Deadline = null });
        return new ShipmentResult(closed.Pack);
    }

    // Null when the collection is over; what to go on with when the history has grown enough.
    static async Task<ShipmentInput?> CollectAsync(TaskOrchestrationContext context, ShipmentInput shipment, DateTime deadline)
    {
        using var stopTimer = new CancellationTokenSource();
        using var stopWaiting = new CancellationTokenSource();
        var timer = context.CreateTimer(deadline, stopTimer.Token);
        var (events, complete) = (shipment.Events, shipment.Complete);
        for (var signals = 0; !complete && events < shipment.MostEvents; signals++)
        {
            if (signals == MostSignals)
            {
                stopTimer.Cancel();
                return shipment with { Events = events, Complete = complete, Deadline = deadline };
            }
            WaitingFor.Event(context, Added, deadline, new ShipmentSignal(events, complete));
            var added = context.WaitForExternalEvent<ShipmentSignal>(Added, stopWaiting.Token);
            if (await Task.WhenAny(timer, added) == timer)
            {
                // The wait must not swallow what comes after it, which belongs to the next collection.
                stopWaiting.Cancel();
                return null;
            }
            var signal = await added;
            (events, complete) = (Math.Max(events, signal.Events), complete || signal.Complete);
        }
        stopTimer.Cancel();
        return null;
    }
}
