namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses an order whose price ran away (ORC-RISK-003): from the last trade, as with a broken or empty book, or from the
/// price it was sized at. Only the unfavourable direction counts against the size; both count against the last trade.
/// </summary>
public sealed class PriceBandRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "price-band";

    /// <inheritdoc />
    public int Priority => 30;

    /// <inheritdoc />
    public string Code => "ORC-RISK-003";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("priceBand", limits.PriceBand)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var fromLast = Math.Abs(context.Price.Value / context.Quote.Last.Value - 1m);
        var move = context.Price.Value / context.SizedAt.Value - 1m;
        var against = Math.Max(0m, context.Order.Side == Orders.OrderSide.Buy ? move : -move);
        RiskMeasure[] measures =
        [
            RiskMeasure.Of(
                "fromLast", fromLast), RiskMeasure.Of("sinceSized", against), RiskMeasure.Of("limit", context.Limits.PriceBand),
        ];
        return Math.Max(fromLast, against) > context.Limits.PriceBand
            ? RiskVerdict.Refuse(
                Name, Code, $"{context.Price} is outside the band around {context.Quote.Last} and {context.SizedAt}", measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
