namespace Orchestrations.Domain.Events.ChainBridge;

/// <summary>
/// ChainBridge's ProofEvent: <c>event_type</c>, <c>timestamp</c>, and <c>details</c>, which may hold what our own format has
/// for the risk rules under the same names. Its events have no ids.
/// </summary>
static class ChainBridgeEvents
{
    public static ProofEvent Read(EventNode node)
    {
        var type = node.RequireText("event_type", 100).ToLowerInvariant();
        var time = node.RequireTime("timestamp");
        var details = node.Find("details");
        if (details is { IsObject: false } other)
            other.Refuse("must be a JSON object.");
        var facts = details is { IsObject: true } given ? OwnEvents.FactsOf(given) : EventFacts.None;
        return new ProofEvent("", time, type, EventClass.Actual, EventBody.Of("chainbridge", type, EventClass.Actual, node), facts);
    }
}
