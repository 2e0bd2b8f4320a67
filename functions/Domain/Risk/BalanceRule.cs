using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses an order that the account cannot pay for (ORC-RISK-005): a buy needs the notional, a reserve for slippage and
/// the cash reserve in the quote coin; a sell needs the quantity in the base coin. The fee of a spot buy comes out of what
/// is bought, so it needs no balance. An entry spends nothing of what the books say other engines hold of the
/// quote coin; no order gives away what an earlier order of its engine, whose end is not known, may give; and no sell more than the
/// books say its engine has. An order of contracts needs its margin in the quote coin, unless it only reduces.
/// </summary>
public sealed class BalanceRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "balance";

    /// <inheritdoc />
    public int Priority => 50;

    /// <inheritdoc />
    public string Code => "ORC-RISK-005";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) =>
    [
        RiskMeasure.Of("cashReserve", limits.CashReserve),
        RiskMeasure.Of("slippageReserve", limits.SlippageReserve),
        RiskMeasure.Of("contractMargin", limits.ContractMargin),
    ];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (context.Order is { Category: OrderCategory.Linear, ReduceOnly: true })
            return RiskVerdict.Allow(Name);
        var needed = context.Order.Category == OrderCategory.Linear ? ForContracts(context)
            : context.Order.Side == OrderSide.Sell ? context.Order.Quantity.ToMoney() : ForBuy(context);
        var available = context.Balance(needed.Asset);
        if (context is { Order: { Category: OrderCategory.Spot, Side: OrderSide.Buy }, IsEntry: true, OthersCash: { } others })
            available -= others;
        if (context.Unpromised is { } left && left < available)
            available = left;
        RiskMeasure[] measures = [RiskMeasure.Of("needed", needed), RiskMeasure.Of("available", available)];
        return available < needed
            ? RiskVerdict.Refuse(Name, Code, $"{needed} is needed, {available} is there", measures)
            : RiskVerdict.Allow(Name, measures);
    }

    static Money ForContracts(RiskContext context) => context.Notional * context.Limits.ContractMargin;

    static Money ForBuy(RiskContext context) =>
        context.Notional * (1m + context.Limits.SlippageReserve) + context.Limits.CashReserve;
}
