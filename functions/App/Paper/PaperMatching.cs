using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// Judges an order by the instrument's rules and the balances, and fills it from the book. No I/O; ids are derived from the
/// client id, so that an order is the same order however it came here.
/// </summary>
sealed class PaperMatching(PaperBook book)
{
    /// <summary>
    /// The answer, and the order when it was accepted; its effect is then in the <paramref name="head"/>'s balances.
    /// </summary>
    public (PaperAnswer Answer, PaperOrderRecord? Order) Match(
        PaperOrder order, SpotInstrument instrument, Quote quote, PaperState head, DateTimeOffset now)
    {
        var best = book.BestPrice(quote, instrument.TickSize, order.Side);
        var size = order.Size;
        if (order.Unit == MarketUnit.QuoteCoin)
        {
            if (size % instrument.QuotePrecision != 0m)
                return Refused(BybitRetCodes.QuantityTooPrecise, "Order volume decimal too long.");
            if (size < instrument.MinOrderAmount)
                return Refused(BybitRetCodes.ValueTooSmall, "Order value exceeded lower limit.");
            size = book.SizeFor(size, best, PaperBook.Grid.Of(instrument), order.Side, order.ClientId);
        }
        if (Refusal(size, best, instrument, checkValue: order.Unit == MarketUnit.BaseCoin) is { } refusal)
            return (refusal, null);
        var slices = book.Fill(best, size, PaperBook.Grid.Of(instrument), order.Side, order.ClientId);
        var notional = slices.Sum(slice => slice.Notional);
        var lacks = order.Side == OrderSide.Buy
            ? head.Available(order.Pair.Quote) < notional
            : head.Of(order.Pair.Base) < size;
        if (lacks)
            return Refused(BybitRetCodes.InsufficientBalance, "Insufficient balance.");
        var record = Record(order, instrument, size, slices, now);
        Settle(order, record, notional, head);
        return (new PaperAnswer(BybitRetCodes.Ok, "OK", record.OrderId), record);
    }

    static PaperAnswer? Refusal(decimal size, decimal best, SpotInstrument instrument, bool checkValue)
    {
        if (size <= 0m)
            return new PaperAnswer(BybitRetCodes.QuantityTooSmall, "Order quantity exceeded lower limit.");
        if (size % instrument.BasePrecision != 0m)
            return new PaperAnswer(BybitRetCodes.QuantityTooPrecise, "Order volume decimal too long.");
        if (size > instrument.MaxMarketQuantity)
            return new PaperAnswer(BybitRetCodes.QuantityTooLarge, "Order quantity exceeded upper limit.");
        return checkValue && size * best < instrument.MinOrderAmount
            ? new PaperAnswer(BybitRetCodes.ValueTooSmall, "Order value exceeded lower limit.")
            : null;
    }

    static PaperOrderRecord Record(
        PaperOrder order, SpotInstrument instrument, decimal size, IReadOnlyList<PaperBook.Slice> slices, DateTimeOffset now)
    {
        var orderId = OrderId(order.ClientId);
        var buys = order.Side == OrderSide.Buy;
        var feeAsset = (buys ? order.Pair.Base : order.Pair.Quote).Code;
        var executions = slices.Select((slice, i) => new PaperExecutionRecord(
            string.Create(CultureInfo.InvariantCulture, $"{orderId}-{i + 1}"),
            slice.Quantity,
            slice.Price,
            (buys ? slice.Quantity : slice.Notional) * instrument.TakerFeeRate,
            feeAsset));
        var filled = slices.Sum(slice => slice.Quantity);
        var status = filled == size ? OrderStatus.Filled
            : filled > 0m ? OrderStatus.PartiallyFilledCanceled
            : OrderStatus.Cancelled;
        return new PaperOrderRecord(
            order.ClientId.Value,
            orderId,
            order.Pair.Base.Code,
            order.Pair.Quote.Code,
            order.Side.ToString(),
            status.ToString(),
            size,
            now,
            status == OrderStatus.Filled ? null : "EC_NoImmediateQtyToFill",
            [.. executions]);
    }

    static void Settle(PaperOrder order, PaperOrderRecord record, decimal notional, PaperState head)
    {
        var filled = record.Executions.Sum(execution => execution.Quantity);
        var sign = order.Side == OrderSide.Buy ? 1m : -1m;
        head.Add(order.Pair.Base.Code, sign * filled);
        head.Add(order.Pair.Quote.Code, -sign * notional);
        foreach (var execution in record.Executions)
            head.Add(execution.FeeAsset, -execution.Fee);
    }

    // Bybit's spot order ids are numbers of 19 digits.
    internal static string OrderId(ClientOrderId id)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes("order:" + id.Value));
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash) % 1_000_000_000_000_000_000UL;
        return (1_000_000_000_000_000_000UL + number).ToString(CultureInfo.InvariantCulture);
    }

    static (PaperAnswer, PaperOrderRecord?) Refused(int code, string words) => (new PaperAnswer(code, words), null);
}
