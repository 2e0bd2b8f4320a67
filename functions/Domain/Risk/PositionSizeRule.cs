using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses a buy that is too large a part of the equity, by itself or together with what is held already (ORC-RISK-004).
/// A sell makes a position smaller and always passes, as does every way out. The limit of one order holds for entries.
/// </summary>
public sealed class PositionSizeRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "position-size";

    /// <inheritdoc />
    public int Priority => 40;

    /// <inheritdoc />
    public string Code => "ORC-RISK-004";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) =>
    [
        RiskMeasure.Of("maxOrderShare", limits.MaxOrderShare),
        RiskMeasure.Of("maxPositionShare", limits.MaxPositionShare),
    ];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (context.Order.Side == OrderSide.Sell || context.Purpose == OrderPurpose.Exit)
            return RiskVerdict.Allow(Name);
        var limits = context.Limits;
        // Compared as amounts, not as quotients: an equity of zero then refuses instead of dividing.
        var after = context.PositionValue + context.Notional;
        RiskMeasure[] measures =
        [
            RiskMeasure.Of(
                "order", context.Notional), RiskMeasure.Of("positionAfter", after), RiskMeasure.Of("equity", context.Equity),
            RiskMeasure.Of("orderLimit", limits.MaxOrderShare), RiskMeasure.Of("positionLimit", limits.MaxPositionShare),
        ];
        if (context.IsEntry && context.Notional > context.Equity * limits.MaxOrderShare)
            return RiskVerdict.Refuse(
                Name, Code, $"the order of {context.Notional} is too large for an equity of {context.Equity}", measures);
        return after > context.Equity * limits.MaxPositionShare
            ? RiskVerdict.Refuse(
                Name, Code, $"{context.Order.Pair.Base} would be {after} of {context.Equity}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
