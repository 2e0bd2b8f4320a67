using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses an entry that would open one trade more than allowed (ORC-RISK-009). Adding to an open one passes, and so does
/// the core, which holds and does not trade.
/// </summary>
public sealed class OpenTradesRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "open-trades";

    /// <inheritdoc />
    public int Priority => 44;

    /// <inheritdoc />
    public string Code => "ORC-RISK-009";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("maxOpenTrades", limits.MaxOpenTrades)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var own = new OpenTrade(context.Engine, context.Order.Pair);
        if (!context.IsEntry || context.Engine == PortfolioEngine.Core || context.OpenTrades.Contains(own))
            return RiskVerdict.Allow(Name);
        var open = context.OpenTrades.Distinct().Count();
        RiskMeasure[] measures = [RiskMeasure.Of("open", open), RiskMeasure.Of("limit", context.Limits.MaxOpenTrades)];
        return open >= context.Limits.MaxOpenTrades
            ? RiskVerdict.Refuse(Name, Code, $"{open} trades are open", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
