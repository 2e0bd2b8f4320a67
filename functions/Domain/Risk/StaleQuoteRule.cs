namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses an order that rests on an old price (ORC-RISK-002). A quote from the future is refused by the same limit: then
/// a clock is wrong, and nothing that is measured in time can be trusted.
/// </summary>
public sealed class StaleQuoteRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "stale-quote";

    /// <inheritdoc />
    public int Priority => 20;

    /// <inheritdoc />
    public string Code => "ORC-RISK-002";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("maxQuoteAge", limits.MaxQuoteAge)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var age = context.Now - context.Quote.Time;
        RiskMeasure[] measures = [RiskMeasure.Of("age", age), RiskMeasure.Of("limit", context.Limits.MaxQuoteAge)];
        return age.Duration() > context.Limits.MaxQuoteAge
            ? RiskVerdict.Refuse(
                Name, Code, $"the quote is {age:c} old; the limit is {context.Limits.MaxQuoteAge:c}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
