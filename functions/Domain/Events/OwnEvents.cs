namespace Orchestrations.Domain.Events;

/// <summary>
/// Our own format: <c>time</c> and <c>type</c>; optionally <c>id</c>, <c>class</c> (actual, estimated, planned), and what the
/// risk rules look at: recorded, planned, location, leg, temperature, setpoint (°C), shock (g), custodyFrom, custodyTo,
/// retracts. Anything else is evidence like the rest.
/// </summary>
static class OwnEvents
{
    public static ProofEvent Read(EventNode node)
    {
        var type = node.RequireText("type", 100);
        var kind = node.Find("class") is null ? EventClass.Actual : ClassOf(node.RequireWord("class", "actual", "estimated", "planned"));
        return new ProofEvent(
            node.Text("id", 200) ?? "", node.RequireTime("time"), type, kind, EventBody.Of("events", type, kind, node), FactsOf(node));
    }

    /// <summary>The facts under the names of our own format.</summary>
    public static EventFacts FactsOf(EventNode node) => new()
    {
        Recorded = node.Time("recorded"),
        Planned = node.Time("planned"),
        Location = node.Text("location"),
        Leg = node.Text("leg"),
        Temperatures = node.Number("temperature") is { } measured ? [measured] : [],
        Setpoint = node.Number("setpoint"),
        Shock = node.Number("shock"),
        CustodyFrom = node.Text("custodyFrom"),
        CustodyTo = node.Text("custodyTo"),
        Retracts = node.Text("retracts", 200),
    };

    static EventClass ClassOf(string word) => word switch
    {
        "planned" => EventClass.Planned,
        "estimated" => EventClass.Estimated,
        _ => EventClass.Actual,
    };
}
