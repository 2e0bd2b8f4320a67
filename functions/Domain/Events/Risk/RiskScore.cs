namespace Orchestrations.Domain.Events.Risk;

/// <summary>How much about a shipment went otherwise than it should: 0 (nothing found) to 100.</summary>
/// <param name="Value">The sum of the contributions, at most 100.</param>
/// <param name="Contributions">In the order of the rules, then of the events.</param>
public sealed record RiskScore(int Value, IReadOnlyList<RiskContribution> Contributions)
{
    /// <summary>The version of the rules; a pack says which one it was scored by.</summary>
    public const string Rules = "risk-1";

    /// <summary>low below 20, medium below 50, else high.</summary>
    public string Level => Value < 20 ? "low" : Value < 50 ? "medium" : "high";

    /// <summary>Scores events by the rules of docs/reference/risk-score.md.</summary>
    /// <param name="events">In the order of packs: see <see cref="EventOrder"/>.</param>
    /// <param name="plan">What was agreed.</param>
    public static RiskScore Of(IReadOnlyList<ProofEvent> events, ShipmentPlan plan)
    {
        var retracted = events.Select(e => e.Facts.Retracts).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // A retraction and what it takes back are evidence, but nothing that happened to the goods.
        var standing = events.Where(e => e.Facts.Retracts is null && !retracted.Contains(e.Id)).ToList();
        var actual = standing.Where(e => e.Class == EventClass.Actual).ToList();
        RiskContribution[] all =
        [
            .. Capped(40, DelayRule.Judge(standing)),
            .. Capped(40, TemperatureRule.Judge(actual, plan)),
            .. Capped(40, ShockRule.Judge(actual, plan)),
            .. Capped(20, GapRule.Judge(actual, plan)),
            .. Capped(15, OutOfOrderRule.Judge(actual)),
            .. Capped(30, RouteRule.Judge(actual, plan)),
            .. Capped(40, CustodyRule.Judge(actual)),
        ];
        return new RiskScore(Math.Min(100, all.Sum(c => c.Points)), all);
    }

    // One fault, however often it shows, must not hide whether there are others.
    static IEnumerable<RiskContribution> Capped(int most, IEnumerable<RiskContribution> contributions)
    {
        var left = most;
        foreach (var contribution in contributions)
        {
            if (left == 0)
                yield break;
            var points = Math.Min(left, contribution.Points);
            left -= points;
            yield return contribution with { Points = points };
        }
    }
}
