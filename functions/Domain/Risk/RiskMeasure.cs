using System.Globalization;

namespace Orchestrations.Domain.Risk;

/// <summary>A value a rule looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value as invariant text.</param>
public readonly record struct RiskMeasure(string Name, string Value)
{
    /// <summary>A measured value.</summary>
    public static RiskMeasure Of(string name, IFormattable value) =>
        new(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A measured amount, price or time, in its own text.</summary>
    public static RiskMeasure Of(string name, object value) =>
        new(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
