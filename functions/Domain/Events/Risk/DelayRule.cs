using System.Globalization;

namespace Orchestrations.Domain.Events.Risk;

/// <summary>
/// Something happened later than planned: one point for each started six hours, at most 25 for an event. The plan is the
/// event's own, else the latest plan of the same type and leg; without a plan the first estimate counts.
/// </summary>
static class DelayRule
{
    const int Most = 25;
    static readonly TimeSpan unit = TimeSpan.FromHours(6);

    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events)
    {
        var planned = new Dictionary<(string, string?), ProofEvent>();
        foreach (var one in events.Where(e => e.Class != EventClass.Actual).OrderBy(e => e.Facts.Recorded ?? e.Time))
        {
            var key = (one.Type, one.Facts.Leg);
            var isPlan = one.Class == EventClass.Planned;
            // Later plans replace earlier ones; an estimate stands in only where there is no plan, and later ones do not move it.
            if (!planned.TryGetValue(key, out var before) || isPlan)
                planned[key] = isPlan || before is null ? one : before;
        }
        foreach (var one in events.Where(e => e.Class == EventClass.Actual))
        {
            var due = one.Facts.Planned
                ?? (planned.TryGetValue((one.Type, one.Facts.Leg), out var plan) ? plan.Time : (DateTimeOffset?)null);
            if (due is not { } time || one.Time <= time)
                continue;
            var late = one.Time - time;
            yield return new RiskContribution("delay", (int)Math.Min(Most, Math.Ceiling(late / unit)), one.Id,
                string.Create(CultureInfo.InvariantCulture, $"{late.TotalHours:0.#} h later than planned"));
        }
    }
}
