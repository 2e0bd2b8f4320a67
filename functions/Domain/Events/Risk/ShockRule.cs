using System.Globalization;

namespace Orchestrations.Domain.Events.Risk;

/// <summary>Goods were hit: ten points for a shock above the agreed limit, twenty above twice the limit.</summary>
static class ShockRule
{
    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events, ShipmentPlan plan) => events
        .Where(one => one.Facts.Shock > plan.HardestShock)
        .Select(one => new RiskContribution("shock", one.Facts.Shock > 2m * plan.HardestShock ? 20 : 10, one.Id,
            string.Create(CultureInfo.InvariantCulture, $"{one.Facts.Shock:0.##} g, above {plan.HardestShock:0.##} g")));
}
