namespace Orchestrations.Domain.Risk;

/// <summary>One reason to refuse an order. Pure: it looks only at the context.</summary>
public interface IRiskRule
{
    /// <summary>Its name, as verdicts carry it.</summary>
    string Name { get; }

    /// <summary>Lower is judged first, and the first refusal is the one an order is refused with. Unique.</summary>
    int Priority { get; }

    /// <summary>The code of its refusals, with a page in docs/errors; null where it has none of its own.</summary>
    string? Code => null;

    /// <summary>The limits it judges by, as they are set; empty for a rule without any.</summary>
    IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [];

    /// <summary>Judges an order.</summary>
    RiskVerdict Judge(RiskContext context);
}
