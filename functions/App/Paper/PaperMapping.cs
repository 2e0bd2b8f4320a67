using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>From what is stored to what the ports show.</summary>
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
            order.EndedAt ?? order.CreatedAt))];
    }

    public static StopSnapshot ToStop(PaperStopRecord stop)
    {
        var pair = new Pair(new Asset(stop.Base), new Asset(stop.Quote));
        var order = new StopOrder(
            new ClientOrderId(stop.ClientId), pair, Enum.Parse<OrderSide>(stop.Side), new Quantity(stop.Quantity, pair.Base),
            new Price(stop.Trigger, pair));
        return new StopSnapshot(order, stop.OrderId, StopStatus.Untriggered, stop.CreatedAt);
    }

    public static StopSnapshot ToStop(PaperOrderRecord ended)
    {
        var pair = PairOf(ended);
        var order = new StopOrder(
            new ClientOrderId(ended.ClientId), pair, Enum.Parse<OrderSide>(ended.Side), new Quantity(ended.Quantity, pair.Base),
            new Price(ended.Trigger!.Value, pair));
        var status = ended.Executions.Count > 0 ? StopStatus.Filled : StopStatus.Gone;
        return new StopSnapshot(order, ended.OrderId, status, ended.CreatedAt, ended.RejectReason);
    }

    /// <summary>A stop that waits no more, as an order that ended.</summary>
    public static PaperOrderRecord Ended(
        PaperStopRecord stop, OrderStatus status, IReadOnlyList<PaperExecutionRecord> executions, DateTimeOffset at, string? reason) =>
        new(stop.ClientId, stop.OrderId, stop.Base, stop.Quote, stop.Side, status.ToString(), stop.Quantity, stop.CreatedAt, reason,
            executions, at, stop.Trigger);

    public static Transaction ToTransaction(PaperTransactionRecord line)
    {
        var pair = new Pair(new Asset(line.Base), new Asset(line.Quote));
        Money Cash(decimal amount) => new(amount, pair.Quote);
        return new Transaction(
            line.Id, Enum.Parse<TransactionKind>(line.Kind), pair, Enum.Parse<OrderSide>(line.Side),
            new Quantity(line.Quantity, pair.Base), new Price(line.Price, pair), Cash(line.CashFlow), Cash(line.Funding),
            Cash(line.Fee), line.Time, line.ClientId is null ? null : new ClientOrderId(line.ClientId), line.ExecutionId);
    }

    /// <summary>Where the position would be closed by force, and at what price it would be taken over.</summary>
    public static (decimal Liquidation, decimal Bankruptcy) ForcedPrices(PaperState state, PaperPositionRecord position)
    {
        var margin = state.Margin(new Asset(position.Quote));
        var others = margin.MarginBalance.Amount - position.Unrealised;
        var rest = others - (margin.MaintenanceMargin.Amount - position.MaintenanceMargin);
        return (
            PositionMath.Liquidation(position.Size, position.Entry, position.MaintenanceRate, rest),
            PositionMath.Bankruptcy(position.Size, position.Entry, others));
    }

    public static Position ToPosition(PaperState state, PaperPositionRecord position, decimal mark)
    {
        var pair = new Pair(new Asset(position.Base), new Asset(position.Quote));
        var (liquidation, _) = ForcedPrices(state, position);
        return new Position(
            pair, position.Size, new Price(position.Entry, pair), new Price(mark, pair),
            liquidation > 0m ? new Price(liquidation, pair) : null,
            new Money(PositionMath.Unrealised(position.Size, position.Entry, mark), pair.Quote), position.Leverage,
            // On paper nobody else's losses are waited for: a rank of 1 is the back of the queue.
            DeleverageRank: 1);
    }
}
