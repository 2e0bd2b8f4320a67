using System.Globalization;

namespace Orchestrations.Domain.Events.Risk;

/// <summary>
/// Goods were too warm or too cold: five points for an event with a reading outside the agreed range, ten when it is more
/// than five degrees outside. Without an agreed range it is the set temperature, two degrees either way.
/// </summary>
static class TemperatureRule
{
    const decimal Tolerance = 2m;
    const decimal Far = 5m;

    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events, ShipmentPlan plan)
    {
        foreach (var one in events)
        {
            var lowest = plan.LowestTemperature ?? (plan.HighestTemperature is null ? one.Facts.Setpoint - Tolerance : null);
            var highest = plan.HighestTemperature ?? (plan.LowestTemperature is null ? one.Facts.Setpoint + Tolerance : null);
            var outside = 0m;
            foreach (var measured in one.Facts.Temperatures)
                outside = Math.Max(outside, Math.Max(lowest - measured ?? 0m, measured - highest ?? 0m));
            if (outside > 0m)
                yield return new RiskContribution("temperature", outside > Far ? 10 : 5, one.Id,
                    string.Create(CultureInfo.InvariantCulture, $"{outside:0.##} °C outside the range"));
        }
    }
}
