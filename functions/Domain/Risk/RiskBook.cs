namespace Orchestrations.Domain.Risk;

/// <summary>What all rules say about an order.</summary>
/// <param name="Verdicts">One for each rule, in order of priority: every rule is asked, so that the record shows all reasons.</param>
public sealed record RiskResult(IReadOnlyList<RiskVerdict> Verdicts)
{
    /// <summary>True when no rule refuses.</summary>
    public bool Allowed => Refusal is null;

    /// <summary>The refusal of the first rule that refuses; null when none does.</summary>
    public RiskVerdict? Refusal => Verdicts.FirstOrDefault(v => !v.Allowed);
}

/// <summary>The rules every order passes before it is sent, ordered by priority.</summary>
public sealed class RiskBook
{
    /// <param name="rules">At least one; no two of one priority or name.</param>
    /// <exception cref="ArgumentException">Two rules share a priority or a name, or there is none.</exception>
    public RiskBook(IEnumerable<IRiskRule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.Priority)];
        if (Rules.Count == 0 || Rules.DistinctBy(r => r.Priority).Count() != Rules.Count || Rules.DistinctBy(r => r.Name).Count() != Rules.Count)
            throw new ArgumentException("Rules need a priority and a name of their own, and at least one is needed.", nameof(rules));
    }

    /// <summary>Every rule of the product.</summary>
    public static RiskBook Standard { get; } =
        new([new EmergencyStopRule(), new StaleQuoteRule(), new PriceBandRule(), new PositionSizeRule(), new BalanceRule()]);

    /// <summary>The rules in the order they are judged in.</summary>
    public IReadOnlyList<IRiskRule> Rules { get; }

    /// <summary>Asks every rule.</summary>
    public RiskResult Evaluate(RiskContext context) => new([.. Rules.Select(r => r.Judge(context))]);
}
