using Orchestrations.App.Orders;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Trend;

/// <summary>The orders of the trend strategy.</summary>
static class TrendOrders
{
    public const string Operation = "trend";

    /// <summary>Buys contracts, protected by a stop.</summary>
    public static OrderInput Enter(string portfolio, string instance, string symbol, decimal quantity, string coin, decimal stop) =>
        Of(portfolio, instance, "entry", symbol, OrderSide.Buy, quantity, coin) with
        {
            Purpose = nameof(OrderPurpose.Entry), Stop = stop,
        };

    /// <summary>Sells what is open and no more.</summary>
    public static OrderInput Exit(string portfolio, string instance, string step, string symbol, decimal quantity) =>
        Of(portfolio, instance, step, symbol, OrderSide.Sell, quantity, Domain.Assets.Pair.Parse(symbol).Base.Code) with
        {
            Purpose = nameof(OrderPurpose.Exit), ReduceOnly = true,
        };

    /// <summary>True when nothing is left of what an exit was to sell.</summary>
    public static bool SoldAll(OrderInput exit, OrderResult? result) =>
        result is { Status: nameof(OrderStage.Filled) } && result.Quantity >= exit.Size;

    static OrderInput Of(
        string portfolio, string instance, string step, string symbol, OrderSide side, decimal quantity, string coin) => new(
        portfolio, Account.EngineCode(PortfolioEngine.Trend), Operation, instance, step, symbol, side.ToString(), quantity, coin)
    {
        Market = nameof(OrderCategory.Linear),
    };
}
