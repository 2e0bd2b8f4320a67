namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses entries once the day (UTC) has lost its limit (ORC-RISK-007). Not knowing where the day began refuses nothing: the
/// first valuation of a portfolio is such a case.
/// </summary>
public sealed class DailyLossRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "daily-loss";

    /// <inheritdoc />
    public int Priority => 14;

    /// <inheritdoc />
    public string Code => "ORC-RISK-007";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("maxDailyLoss", limits.MaxDailyLoss)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (!context.IsEntry || context.DayStartEquity is not { IsPositive: true } start)
            return RiskVerdict.Allow(Name);
        var loss = start - context.Equity;
        RiskMeasure[] measures =
        [
            RiskMeasure.Of("dayStart", start), RiskMeasure.Of("equity", context.Equity),
            RiskMeasure.Of("limit", context.Limits.MaxDailyLoss),
        ];
        return loss >= start * context.Limits.MaxDailyLoss
            ? RiskVerdict.Refuse(Name, Code, $"the day has lost {loss} of {start}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
