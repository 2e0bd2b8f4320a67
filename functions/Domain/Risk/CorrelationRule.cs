using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses a buy when coins that move together would be too much of the equity (ORC-RISK-012): many coins may be one bet. A
/// correlation that is not known counts as high.
/// </summary>
public sealed class CorrelationRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "correlation";

    /// <inheritdoc />
    public int Priority => 60;

    /// <inheritdoc />
    public string Code => "ORC-RISK-012";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) =>
    [
        RiskMeasure.Of("highCorrelation", limits.HighCorrelation),
        RiskMeasure.Of("maxCorrelatedShare", limits.MaxCorrelatedShare),
    ];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (!context.IsEntry || context.Order.Side == OrderSide.Sell)
            return RiskVerdict.Allow(Name);
        var limits = context.Limits;
        var after = context.Exposures
            .Where(exposure => exposure.Correlation is not { } known || known >= limits.HighCorrelation)
            .Aggregate(context.Notional, (Money sum, CoinExposure exposure) => sum + exposure.Value);
        RiskMeasure[] measures =
        [
            RiskMeasure.Of("correlatedAfter", after), RiskMeasure.Of("equity", context.Equity),
            RiskMeasure.Of("limit", limits.MaxCorrelatedShare),
        ];
        return after > context.Equity * limits.MaxCorrelatedShare
            ? RiskVerdict.Refuse(
                Name, Code, $"coins that move with {context.Order.Pair.Base} would be {after} of {context.Equity}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
