using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>From what is stored to what the port shows.</summary>
static class PaperMapping
{
    public static Pair PairOf(PaperOrderRecord order) => new(new Asset(order.Base), new Asset(order.Quote));

    public static OrderSnapshot ToSnapshot(PaperOrderRecord order)
    {
        var pair = PairOf(order);
        return new OrderSnapshot(
            new ClientOrderId(order.ClientId),
            order.OrderId,
            pair,
            Enum.Parse<OrderSide>(order.Side),
            Enum.Parse<OrderStatus>(order.Status),
            new Quantity(order.Quantity, pair.Base),
            new Quantity(order.Executions.Sum(execution => execution.Quantity), pair.Base),
            order.CreatedAt,
            order.RejectReason);
    }

    public static IReadOnlyList<Fill> ToFills(PaperOrderRecord order)
    {
        var pair = PairOf(order);
        var clientId = new ClientOrderId(order.ClientId);
        var side = Enum.Parse<OrderSide>(order.Side);
        return [.. order.Executions.Select(execution => new Fill(
            execution.ExecutionId,
            clientId,
            pair,
            side,
            new Quantity(execution.Quantity, pair.Base),
            new Price(execution.Price, pair),
            new Money(execution.Fee, new Asset(execution.FeeAsset)),
            order.CreatedAt))];
    }
}
