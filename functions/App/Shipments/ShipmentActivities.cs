using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.Shipments;

/// <summary>The steps of a collection. Every step may run twice.</summary>
/// <param name="collection">What is collected.</param>
public sealed class ShipmentActivities(ShipmentCollection collection)
{
    /// <summary>Asks for the pack of everything collected.</summary>
    [Function(nameof(CloseShipment))]
    public Task<ShipmentClosed> CloseShipment([ActivityTrigger] ShipmentInput shipment, CancellationToken cancellation) =>
        collection.CloseAsync(shipment.Tenant, shipment.Subject, cancellation);

    /// <summary>Removes what is in the pack; answers how many events wait for the next.</summary>
    [Function(nameof(ClearShipment))]
    public Task<int> ClearShipment([ActivityTrigger] ShipmentClearInput input, CancellationToken cancellation) =>
        collection.ClearAsync(input.Shipment.Tenant, input.Shipment.Subject, input.Closed.Parts, cancellation);
}
