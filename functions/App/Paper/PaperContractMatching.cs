using Orchestrations.App.Exchange;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// Judges orders of contracts by the rules of the contract, the position and the margin, and fills them from the book. No
/// I/O; ids are derived from the client id.
/// </summary>
sealed class PaperContractMatching(PaperBook book, PaperExchangeOptions options)
{
    /// <summary>The answer, and the order with its log when it was accepted; its effect is then in the state.</summary>
    public (PaperAnswer Answer, PaperOrderRecord? Order, IReadOnlyList<PaperTransactionRecord> Log) Match(
        OrderRequest order, PerpetualInstrument instrument, PerpetualTicker ticker, PaperState state, DateTimeOffset now)
    {
        var best = book.BestPrice(OnTick(ticker.Quote, instrument.TickSize), instrument.TickSize, order.Side);
        var size = order.Quantity.Amount;
        var open = state.Positions.GetValueOrDefault(order.Pair.Symbol)?.Size ?? 0m;
        var closable = Math.Max(0m, order.Side == OrderSide.Sell ? open : -open);
        if (Refusal(order, size, best, closable, instrument) is { } refusal)
            return (refusal, null, []);
        var wanted = order.ReduceOnly ? Math.Min(size, closable) : size;
        var slices = book.Fill(best, wanted, PaperBook.Grid.Of(instrument), order.Side, order.ClientId);
        var filled = slices.Sum(slice => slice.Quantity);
        if (Lacks(state, instrument, ticker, slices, Math.Max(0m, filled - closable)))
            return (new PaperAnswer(BybitRetCodes.InsufficientMargin, "ab not enough for new order"), null, []);
        var orderId = PaperMatching.OrderId(order.ClientId);
        var trade = new PaperTrades.Trade(
            instrument, order.Side, TransactionKind.Trade, orderId, order.ClientId.Value, instrument.TakerFeeRate,
            options.Leverage, ticker.Mark.Value, now);
        var (executions, log) = PaperTrades.Apply(state, trade, slices);
        var status = filled == size ? OrderStatus.Filled
            : filled > 0m ? OrderStatus.PartiallyFilledCanceled
            : OrderStatus.Cancelled;
        var record = new PaperOrderRecord(
            order.ClientId.Value, orderId, order.Pair.Base.Code, order.Pair.Quote.Code, order.Side.ToString(), status.ToString(),
            size, now, status == OrderStatus.Filled ? null : wanted < size ? "EC_ReduceOnlyCut" : "EC_NoImmediateQtyToFill",
            executions, now);
        return (new PaperAnswer(BybitRetCodes.Ok, "OK", orderId), record, log);
    }

    /// <summary>Why a stop is refused, or null.</summary>
    public static PaperAnswer? Refusal(StopOrder stop, PerpetualInstrument instrument, PerpetualTicker ticker)
    {
        if (stop.Quantity.Amount < instrument.MinQuantity || stop.Quantity.Amount % instrument.LotStep != 0m)
            return new PaperAnswer(BybitRetCodes.BadParameter, "Qty invalid");
        if (stop.Trigger.Value % instrument.TickSize != 0m)
            return new PaperAnswer(BybitRetCodes.BadParameter, "Trigger price is not on the tick");
        return (stop.Side, stop.Trigger.Value.CompareTo(ticker.Mark.Value)) switch
        {
            (OrderSide.Sell, >= 0) => new PaperAnswer(
                BybitRetCodes.TriggerNotBelow, FormattableString.Invariant(
                    $"expect Falling, but trigger_price[{stop.Trigger.Value}] >= current[{ticker.Mark.Value}]")),
            (OrderSide.Buy, <= 0) => new PaperAnswer(
                BybitRetCodes.TriggerNotAbove, FormattableString.Invariant(
                    $"expect Rising, but trigger_price[{stop.Trigger.Value}] <= current[{ticker.Mark.Value}]")),
            _ => null,
        };
    }

    public static PaperStopRecord Record(StopOrder stop, DateTimeOffset now) => new(
        stop.ClientId.Value, PaperMatching.OrderId(stop.ClientId), stop.Pair.Base.Code, stop.Pair.Quote.Code,
        stop.Side.ToString(), stop.Quantity.Amount, stop.Trigger.Value, now);

    /// <summary>A forced reduction at the mark price; its effect is then in the state.</summary>
    public (PaperOrderRecord Order, IReadOnlyList<PaperTransactionRecord> Log) Deleverage(
        string id, PerpetualInstrument instrument, PaperPositionRecord position, decimal quantity, PaperState state, DateTimeOffset now)
    {
        var side = position.Size > 0m ? OrderSide.Sell : OrderSide.Buy;
        var size = Math.Min(quantity, Math.Abs(position.Size));
        var trade = new PaperTrades.Trade(
            instrument, side, TransactionKind.Deleverage, id, null, 0m, options.Leverage, position.Mark, now);
        var (executions, log) = PaperTrades.Apply(state, trade, [new PaperBook.Slice(size, position.Mark)]);
        return (new PaperOrderRecord(
            id, id, position.Base, position.Quote, side.ToString(), nameof(OrderStatus.Filled), size, now, null, executions, now), log);
    }

    static PaperAnswer? Refusal(
        OrderRequest order, decimal size, decimal best, decimal closable, PerpetualInstrument instrument)
    {
        if (order.PositionIndex != PositionIndex.OneWay)
            return new PaperAnswer(BybitRetCodes.BadParameter, "position idx not match position mode");
        if (size <= 0m || size < instrument.MinQuantity || size % instrument.LotStep != 0m)
            return new PaperAnswer(BybitRetCodes.BadParameter, "Qty invalid");
        if (size > instrument.MaxMarketQuantity)
            return new PaperAnswer(BybitRetCodes.BadParameter, "The number of contracts exceeds maximum limit allowed: too large");
        if (order.ReduceOnly && closable == 0m)
            return new PaperAnswer(
                BybitRetCodes.ReduceOnlyWithoutPosition, "current position is zero, cannot fix reduce-only order qty");
        return !order.ReduceOnly && size * best < instrument.MinNotional
            ? new PaperAnswer(BybitRetCodes.NotionalTooSmall, "Order does not meet minimum order value.")
            : null;
    }

    // What is opened binds margin at the mark price; closing only releases some.
    bool Lacks(
        PaperState state, PerpetualInstrument instrument, PerpetualTicker ticker, IReadOnlyList<PaperBook.Slice> slices, decimal opened)
    {
        if (opened <= 0m)
            return false;
        var margin = opened * ticker.Mark.Value / Math.Min(options.Leverage, instrument.MaxLeverage);
        var fees = slices.Sum(slice => slice.Notional) * instrument.TakerFeeRate;
        return state.Margin(instrument.Pair.Quote).Available.Amount < margin + fees;
    }

    static Quote OnTick(Quote quote, decimal tick) => quote with
    {
        Bid = quote.Bid.RoundToTick(tick, up: false),
        Ask = quote.Ask.RoundToTick(tick, up: true),
    };
}
