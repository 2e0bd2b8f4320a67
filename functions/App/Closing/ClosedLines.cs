using Orchestrations.App.Orders;

namespace Orchestrations.App.Closing;

/// <summary>From an order to its line in a closing.</summary>
static class ClosedLines
{
    /// <summary>The line; of an order whose orchestration failed when there is no result.</summary>
    public static ClosedLine Of(OrderInput order, OrderResult? result) => result is null
        ? new ClosedLine(order.Symbol, "Failed", 0m, 0m, ClosingCodes.OrderFailed)
        : new ClosedLine(order.Symbol, result.Status, result.NetQuantity, result.NetNotional, result.Code);
}
