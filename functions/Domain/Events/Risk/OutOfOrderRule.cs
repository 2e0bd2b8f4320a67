using System.Globalization;

namespace Orchestrations.Domain.Events.Risk;

/// <summary>
/// Scans came out of order: five points for an event that was written down before one that happened earlier, or more than
/// five minutes before it happened itself.
/// </summary>
static class OutOfOrderRule
{
    static readonly TimeSpan clockSkew = TimeSpan.FromMinutes(5);

    public static IEnumerable<RiskContribution> Judge(IReadOnlyList<ProofEvent> events)
    {
        DateTimeOffset? latest = null;
        foreach (var one in events)
        {
            if (one.Facts.Recorded is not { } recorded)
                continue;
            if (recorded < one.Time - clockSkew)
                yield return new RiskContribution("out-of-order", 5, one.Id,
                    string.Create(CultureInfo.InvariantCulture, $"recorded {(one.Time - recorded).TotalHours:0.#} h before it happened"));
            else if (latest is { } before && recorded < before)
                yield return new RiskContribution("out-of-order", 5, one.Id, "recorded before an event that happened earlier");
            latest = latest is { } last && last > recorded ? last : recorded;
        }
    }
}
