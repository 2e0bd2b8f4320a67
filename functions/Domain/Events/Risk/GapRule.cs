using System.Globalization;

namespace Orchestrations.Domain.Events.Risk;

/// <summary>Nothing was heard for longer than agreed: five points for each started day beyond it.</summary>
static class GapRule
{
    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events, ShipmentPlan plan)
    {
        for (var i = 1; i < events.Count; i++)
        {
            var gap = events[i].Time - events[i - 1].Time;
            if (gap > plan.LongestGap)
                yield return new RiskContribution("gap", 5 * (int)Math.Min(100, Math.Ceiling((gap - plan.LongestGap).TotalDays)),
                    events[i].Id, string.Create(CultureInfo.InvariantCulture, $"{gap.TotalHours:0.#} h after the event before"));
        }
    }
}
