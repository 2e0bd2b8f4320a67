namespace Orchestrations.Domain.Risk;

/// <summary>What all rules say about an order.</summary>
/// <param name="Verdicts">One for each rule, in order of priority: every rule is asked, so that the record shows all
/// reasons.</param>
public sealed record RiskResult(IReadOnlyList<RiskVerdict> Verdicts)
{
    /// <summary>True when no rule refuses.</summary>
    public bool Allowed => Refusal is null;

    /// <summary>The refusal of the first rule that refuses; null when none does.</summary>
    public RiskVerdict? Refusal => Verdicts.FirstOrDefault(v => !v.Allowed);
}
