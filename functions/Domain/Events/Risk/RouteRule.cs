namespace Orchestrations.Domain.Events.Risk;

/// <summary>
/// Goods were where they should not be: fifteen points for an event at a place that is not on the agreed route, or that the
/// route has before a place already passed.
/// </summary>
static class RouteRule
{
    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events, ShipmentPlan plan)
    {
        if (plan.Route.Count == 0)
            yield break;
        var at = 0;
        foreach (var one in events)
        {
            if (one.Facts.Location is not { } place)
                continue;
            var onwards = IndexFrom(plan.Route, place, at);
            if (onwards >= 0)
                at = onwards;
            else
                yield return new RiskContribution("route", 15, one.Id, IndexFrom(plan.Route, place, 0) < 0
                    ? "at a place that is not on the route" : "back at a place that was passed");
        }
    }

    static int IndexFrom(IReadOnlyList<string> route, string place, int from)
    {
        for (var i = from; i < route.Count; i++)
            if (string.Equals(route[i], place, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
