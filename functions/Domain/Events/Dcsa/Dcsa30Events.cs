namespace Orchestrations.Domain.Events.Dcsa;

/// <summary>DCSA Track and Trace 3.0, with reefer and IoT measurements.</summary>
static class Dcsa30Events
{
    public static ProofEvent Read(EventNode node)
    {
        var (name, kind) = Classification(node);
        var call = node.Find("transportDetails")?.Find("transportCall");
        return new ProofEvent(
            node.RequireText("eventID", 200),
            node.RequireTime("eventDateTime"),
            name,
            kind,
            EventBody.Of("dcsa-tnt-3.0", name, kind, node),
            new EventFacts
            {
                Recorded = node.Time("eventUpdatedDateTime") ?? node.Time("eventCreatedDateTime"),
                Location = node.Find("eventLocation")?.Text("UNLocationCode"),
                Leg = call?.Text("transportCallReference"),
                Temperatures = TemperaturesOf(node.Find("reeferDetails")),
                Setpoint = SetpointOf(node.Find("reeferDetails")),
                Retracts = node.Text("retractedEventID", 200),
            });
    }

    static (string Name, EventClass Kind) Classification(EventNode node)
    {
        if (node.Require("eventClassification") is not { } classification)
            return ("", EventClass.Actual);
        var type = classification.RequireWord("eventType", "SHIPMENT", "TRANSPORT", "EQUIPMENT", "IOT", "REEFER");
        var code = type switch
        {
            "SHIPMENT" => "shipmentEventType",
            "TRANSPORT" => "transportEventType",
            "EQUIPMENT" => "equipmentEventType",
            "IOT" => "iotEventType",
            _ => "reeferEventType",
        };
        return ($"{type}.{classification.RequireText(code, 50)}".ToLowerInvariant(),
            DcsaClass.Of(classification.RequireWord("eventClassifier", "ACTUAL", "ESTIMATED", "PLANNED")));
    }

    static decimal? SetpointOf(EventNode? reefer) =>
        reefer is { } given && given.Number("internalSetpointTemperature") is { } set ? Celsius(given, set) : null;

    static List<decimal> TemperaturesOf(EventNode? reefer)
    {
        var measured = new List<decimal>();
        if (reefer is not { } given)
            return measured;
        // The air the unit gives off and takes back tells of the goods as the probes do; the air around it does not.
        foreach (var name in (string[])["supplyTemperature", "returnTemperature"])
            if (given.Number(name) is { } air)
                measured.Add(Celsius(given, air));
        if (given.Find("temperatureProbeMeasurements") is { } probes)
            foreach (var probe in probes.Items())
                if (probe.Number("measuredTemperatureValue") is { } value)
                    measured.Add(Celsius(given, value));
        return measured;
    }

    static decimal Celsius(EventNode reefer, decimal value) => Celsius(reefer, reefer.Text("temperatureUnit") ?? "CEL", value);

    static decimal Celsius(EventNode reefer, string unit, decimal value)
    {
        if (Temperature.InCelsius(value, unit) is { } celsius)
            return celsius;
        reefer.Refuse($"has the temperature unit '{unit}'; use CEL, FAH or KEL.");
        return 0m;
    }
}
