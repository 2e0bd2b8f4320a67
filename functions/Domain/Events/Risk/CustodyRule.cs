namespace Orchestrations.Domain.Events.Risk;

/// <summary>
/// A hand-over is missing: twenty points where custody is given away by somebody other than the one who last took it. Giving
/// and taking may each report the same hand-over.
/// </summary>
static class CustodyRule
{
    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events)
    {
        string? from = null;
        string? holder = null;
        foreach (var one in events)
        {
            if (one.Facts.CustodyTo is not { } taker)
                continue;
            var giver = one.Facts.CustodyFrom;
            var same = giver == from && taker == holder;
            if (!same && holder is not null && giver is not null && giver != holder)
                yield return new RiskContribution("custody", 20, one.Id, "given away by another than who last took it");
            (from, holder) = (giver, taker);
        }
    }
}
