using System.Globalization;

namespace Orchestrations.Domain.Risk;

/// <summary>A value a rule looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value as invariant text.</param>
public readonly record struct RiskMeasure(string Name, string Value)
{
    /// <summary>A measured value.</summary>
    public static RiskMeasure Of(string name, IFormattable value) => new(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A measured amount, price or time, in its own text.</summary>
    public static RiskMeasure Of(string name, object value) => new(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}

/// <summary>What one rule says about one order.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Allowed">False when the rule refuses the order.</param>
/// <param name="Code">The stable code of the refusal; null when allowed.</param>
/// <param name="Reason">For people.</param>
/// <param name="Measures">What the rule looked at.</param>
public sealed record RiskVerdict(string Rule, bool Allowed, string? Code, string Reason, IReadOnlyList<RiskMeasure> Measures)
{
    /// <summary>The rule has nothing against the order.</summary>
    public static RiskVerdict Allow(string rule, params IReadOnlyList<RiskMeasure> measures) => new(rule, true, null, "within limits", measures);

    /// <summary>The rule refuses the order.</summary>
    public static RiskVerdict Refuse(string rule, string code, string reason, params IReadOnlyList<RiskMeasure> measures) =>
        new(rule, false, code, reason, measures);
}
