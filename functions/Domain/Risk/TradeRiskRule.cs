using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses an entry that may lose too much down to its stop (ORC-RISK-008), and an entry of the trend engine without a stop:
/// what it may lose has no bound. Other engines trade without stops by design.
/// </summary>
public sealed class TradeRiskRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "trade-risk";

    /// <inheritdoc />
    public int Priority => 42;

    /// <inheritdoc />
    public string Code => "ORC-RISK-008";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) =>
    [
        RiskMeasure.Of("maxTradeRisk", limits.MaxTradeRisk),
        RiskMeasure.Of("priceBand", limits.PriceBand),
    ];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (!context.IsEntry)
            return RiskVerdict.Allow(Name);
        if (context.Stop is not { } stop)
            return context.Engine == PortfolioEngine.Trend
                ? RiskVerdict.Refuse(Name, Code, "the entry has no stop", new RiskMeasure("stop", "none"))
                : RiskVerdict.Allow(Name);
        var risk = new Money(
            Math.Abs(context.Price.Value - stop.Value) * context.Order.Quantity.Amount, context.Order.Pair.Quote);
        RiskMeasure[] measures =
        [
            RiskMeasure.Of("risk", risk), RiskMeasure.Of("equity", context.Equity),
            RiskMeasure.Of("limit", context.Limits.MaxTradeRisk),
        ];
        // The size was made from this very limit at a price of moments ago: the price band says how far it may have moved.
        return risk > context.Equity * context.Limits.MaxTradeRisk * (1m + context.Limits.PriceBand)
            ? RiskVerdict.Refuse(Name, Code, $"{risk} would be lost at the stop at {stop}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
