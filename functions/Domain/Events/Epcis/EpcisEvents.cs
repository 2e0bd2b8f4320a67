using System.Text.Json;

namespace Orchestrations.Domain.Events.Epcis;

/// <summary>
/// GS1 EPCIS 2.0 documents in JSON-LD. Each event carries its event hash as the field <c>epcisEventHash</c>: being a field, it
/// is committed to with a salt and withheld like any other.
/// </summary>
static class EpcisEvents
{
    /// <summary>The name of the field that holds the event hash.</summary>
    public const string HashField = "epcisEventHash";

    const decimal StandardGravity = 9.80665m;

    public static EventNode? ListOf(EventNode root)
    {
        if (root.Require("epcisBody") is not { } body)
            return null;
        if (body.Find("event") is { IsArray: true } events)
            return events;
        return body.Find("eventList")
            ?? body.Find("queryResults")?.Find("resultsBody")?.Find("eventList")
            ?? body.Require("eventList");
    }

    public static Func<EventNode, ProofEvent> ReaderFor(JsonElement document)
    {
        var context = new EpcisContext(document);
        return node => Read(node, document, context);
    }

    static ProofEvent Read(EventNode node, JsonElement document, EpcisContext context)
    {
        var type = node.RequireWord(
            "type", "ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");
        if (type != "TransformationEvent")
            node.RequireWord("action", "OBSERVE", "ADD", "DELETE");
        var time = node.RequireTime("eventTime");
        node.RequireText("eventTimeZoneOffset", 6);
        var step = node.Text("bizStep") is { } bizStep ? Local(context.Value("bizStep", "", bizStep)) : null;
        var name = (type[..^"Event".Length] + (step is null ? "" : "." + step)).ToLowerInvariant();
        var body = EventBody.Of("epcis-2.0", name, EventClass.Actual, node, (HashField, EpcisEventHash.Of(document, node.Element)));
        var facts = new EventFacts
        {
            Recorded = node.Time("recordTime"),
            Location = PlaceOf(node.Find("readPoint")) ?? PlaceOf(node.Find("bizLocation")),
            CustodyFrom = PartyOf(node, "sourceList", "source", context),
            CustodyTo = PartyOf(node, "destinationList", "destination", context),
        };
        return new ProofEvent(
            node.Text("eventID", 200) ?? "",
            time,
            name,
            EventClass.Actual,
            body,
            node.Find("sensorElementList") is { } sensors ? WithSensors(facts, sensors, context) : facts);
    }

    static string? PlaceOf(EventNode? place) =>
        place?.Text("id") is { Length: > 0 } id ? DigitalLink.Canonical(id) ?? id : null;

    static string? PartyOf(EventNode node, string list, string name, EpcisContext context)
    {
        if (node.Find(list) is { } parties)
            foreach (var party in parties.Items())
                if (party.Text("type") is { } type
                    && context.Value("type", list, type).EndsWith("SDT-possessing_party", StringComparison.Ordinal))
                    return party.Text(name) is { } id ? DigitalLink.Canonical(id) ?? id : null;
        return null;
    }

    static EventFacts WithSensors(EventFacts facts, EventNode sensors, EpcisContext context)
    {
        var temperatures = new List<decimal>();
        decimal? shock = null;
        foreach (var report in sensors.Items().SelectMany(sensor => sensor.Find("sensorReport")?.Items() ?? []))
        {
            if (report.Text("type") is not { } type || report.Number("value") is not { } value)
                continue;
            switch (Local(context.Value("type", "sensorReport", type)))
            {
                case "Temperature" when Temperature.InCelsius(value, report.Text("uom") ?? "") is { } celsius:
                    temperatures.Add(celsius);
                    break;
                // MSK is m/s², K40 the standard acceleration of free fall (UN/ECE Recommendation 20).
                case "Acceleration" when report.Text("uom") is "MSK" or "K40":
                    var g = Math.Abs(report.Text("uom") == "MSK" ? value / StandardGravity : value);
                    shock = shock is null || g > shock ? g : shock;
                    break;
            }
        }
        return facts with { Temperatures = temperatures, Shock = shock };
    }

    static string Local(string uri) => uri[(uri.LastIndexOfAny(['/', '-', ':']) + 1)..];
}
