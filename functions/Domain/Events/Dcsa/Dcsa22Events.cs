namespace Orchestrations.Domain.Events.Dcsa;

/// <summary>
/// DCSA Track and Trace 2.2. A correction is an event of its own; one that names <c>retractedEventID</c> takes another back.
/// </summary>
static class Dcsa22Events
{
    public static ProofEvent Read(EventNode node)
    {
        var type = node.RequireWord("eventType", "SHIPMENT", "TRANSPORT", "EQUIPMENT");
        var code = node.RequireText(CodeNameOf(type), 20);
        var kind = DcsaClass.Of(node.RequireWord("eventClassifierCode", "ACT", "EST", "PLN"));
        var name = $"{type}.{code}".ToLowerInvariant();
        var call = type == "SHIPMENT" ? node.Find("transportCall") : Call(node, type);
        return new ProofEvent(
            node.RequireText("eventID", 200),
            node.RequireTime("eventDateTime"),
            name,
            kind,
            EventBody.Of("dcsa-tnt-2.2", name, kind, node),
            new EventFacts
            {
                Recorded = node.RequireTime("eventCreatedDateTime"),
                Location = node.Find("eventLocation")?.Text("UNLocationCode") ?? call?.Text("UNLocationCode"),
                Leg = call?.Text("transportCallID"),
                Retracts = node.Text("retractedEventID", 200),
            });
    }

    static EventNode? Call(EventNode node, string type) =>
        type == "TRANSPORT" ? node.Require("transportCall") : node.Find("transportCall");

    static string CodeNameOf(string type) => type switch
    {
        "SHIPMENT" => "shipmentEventTypeCode",
        "TRANSPORT" => "transportEventTypeCode",
        _ => "equipmentEventTypeCode",
    };
}
