using System.Text.Json;

namespace Orchestrations.App.Shipments;

/// <summary>A message of the topic <c>shipment-events</c>.</summary>
/// <param name="Tenant">Whose shipment.</param>
/// <param name="Subject">Which: 1 to 200 characters.</param>
/// <param name="Events">Events in any of the formats, as in <c>POST proofpacks/run</c>.</param>
/// <param name="Format">Their format; null to tell it from the events.</param>
/// <param name="Complete">True when nothing more is to come: the pack is made now.</param>
public sealed record ShipmentMessage(string Tenant, string Subject, JsonElement? Events, string? Format = null, bool Complete = false);

/// <summary>The input of <see cref="ShipmentOrchestrator"/> and of its activities.</summary>
/// <param name="Tenant">Whose shipment.</param>
/// <param name="Subject">Which.</param>
/// <param name="WaitSeconds">How long after the beginning its pack is made at the latest.</param>
/// <param name="MostEvents">At how many events its pack is made.</param>
/// <param name="Events">How many events are collected, as far as is known.</param>
/// <param name="Complete">True when nothing more is to come.</param>
/// <param name="Deadline">When the pack is made at the latest, UTC; null before it is settled.</param>
public sealed record ShipmentInput(
    string Tenant, string Subject, int WaitSeconds, int MostEvents, int Events = 0, bool Complete = false, DateTime? Deadline = null);

/// <summary>The event that tells a collection that something was added.</summary>
/// <param name="Events">How many events are collected.</param>
/// <param name="Complete">True when nothing more is to come.</param>
public sealed record ShipmentSignal(int Events, bool Complete);

/// <summary>What a collection was closed to: the output of CloseShipment.</summary>
/// <param name="Pack">The pack's id; null when nothing was collected.</param>
/// <param name="Parts">The messages that it is made of.</param>
public sealed record ShipmentClosed(string? Pack, IReadOnlyList<string> Parts);

/// <summary>The input of ClearShipment.</summary>
/// <param name="Shipment">Which.</param>
/// <param name="Closed">What was made a pack.</param>
public sealed record ShipmentClearInput(ShipmentInput Shipment, ShipmentClosed Closed);

/// <summary>The output of <see cref="ShipmentOrchestrator"/>.</summary>
/// <param name="Pack">The pack's id; null when nothing was collected.</param>
public sealed record ShipmentResult(string? Pack);
