using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses a buy that makes one coin too much of what is invested (ORC-RISK-013), once what is invested is worth spreading:
/// the first purchase of all is always of one coin.
/// </summary>
public sealed class DiversificationRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "diversification";

    /// <inheritdoc />
    public int Priority => 62;

    /// <inheritdoc />
    public string Code => "ORC-RISK-013";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) =>
    [
        RiskMeasure.Of("maxConcentration", limits.MaxConcentration),
        RiskMeasure.Of("diversifyFrom", limits.DiversifyFrom),
    ];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (!context.IsEntry || context.Order.Side == OrderSide.Sell)
            return RiskVerdict.Allow(Name);
        var limits = context.Limits;
        var invested = context.Exposures.Aggregate(context.Notional, (Money sum, CoinExposure exposure) => sum + exposure.Value);
        var coin = context.Exposures
            .Where(exposure => exposure.Coin == context.Order.Pair.Base)
            .Aggregate(context.Notional, (Money sum, CoinExposure exposure) => sum + exposure.Value);
        RiskMeasure[] measures =
        [
            RiskMeasure.Of("coinAfter", coin), RiskMeasure.Of("investedAfter", invested),
            RiskMeasure.Of("limit", limits.MaxConcentration),
        ];
        return invested > context.Equity * limits.DiversifyFrom && coin > invested * limits.MaxConcentration
            ? RiskVerdict.Refuse(
                Name, Code, $"{context.Order.Pair.Base} would be {coin} of {invested} invested", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
