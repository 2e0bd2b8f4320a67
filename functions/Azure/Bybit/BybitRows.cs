using Bybit.Net.Objects.Models.V5;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>From Bybit's rows to what the ports show. What a row lacks and cannot be done without makes it unreadable.</summary>
static class BybitRows
{
    public static Venue.Category CategoryOf(OrderCategory category) =>
        category == OrderCategory.Spot ? Venue.Category.Spot : Venue.Category.Linear;

    public static Venue.OrderSide SideOf(OrderSide side) => side == OrderSide.Buy ? Venue.OrderSide.Buy : Venue.OrderSide.Sell;

    public static OrderSide SideOf(Venue.OrderSide side) => side == Venue.OrderSide.Buy ? OrderSide.Buy : OrderSide.Sell;

    public static DateTimeOffset TimeOf(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>An order; one of contracts that was filled in part and cancelled is shown as such.</summary>
    public static OrderSnapshot SnapshotOf(BybitOrder row, Pair pair, ClientOrderId id)
    {
        var filled = Of(row.QuantityFilled ?? 0m, pair);
        return new OrderSnapshot(
            id, row.OrderId, pair, SideOf(row.Side), StatusOf(row.Status, filled.Amount), Of(row.Quantity, pair), filled,
            TimeOf(row.CreateTime), ReasonOf(row));
    }

    /// <summary>
    /// An order of which only executions show: it exists, but whether more will be filled is not known before it shows itself.
    /// </summary>
    public static OrderSnapshot SnapshotOf(IReadOnlyList<BybitUserTrade> executions, Pair pair, ClientOrderId id)
    {
        var first = executions[0];
        var filled = executions.Sum(row => row.Quantity);
        var whole = executions.Any(row => row.QuantityRemaining == 0m);
        return new OrderSnapshot(
            id, first.OrderId, pair, SideOf(first.Side), whole ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            Of(first.OrderQuantity ?? filled, pair), Of(filled, pair), TimeOf(first.Timestamp));
    }

    public static Fill FillOf(BybitUserTrade row, OrderCategory category, Pair pair, ClientOrderId id) => new(
        row.TradeId, id, pair, SideOf(row.Side), Of(row.Quantity, pair), new Price(row.Price, pair),
        new Money(row.Fee ?? row.FeeV2 ?? throw Unreadable($"the execution {row.TradeId} states no fee"), FeeAssetOf(row, category, pair)),
        TimeOf(row.Timestamp));

    public static StopSnapshot StopOf(BybitOrder row, Pair pair, ClientOrderId id)
    {
        var trigger = row.TriggerPrice is > 0m and var price ? price : throw Unreadable($"the order {row.OrderId} is no stop");
        var order = new StopOrder(id, pair, SideOf(row.Side), Of(row.Quantity, pair), new Price(trigger, pair));
        return new StopSnapshot(order, row.OrderId, StopStatusOf(row), TimeOf(row.CreateTime), ReasonOf(row));
    }

    public static Position PositionOf(BybitPosition row)
    {
        var pair = Pair.Parse(row.Symbol);
        if (row.PositionIdx != Venue.PositionIdx.OneWayMode)
            throw new ExchangeUnavailableException(
                "hedge-mode", $"{row.Symbol} is in hedge mode. Close its positions and set the position mode to one-way.");
        var size = row.Side switch
        {
            Venue.PositionSide.Buy => row.Quantity,
            Venue.PositionSide.Sell => -row.Quantity,
            _ => throw Unreadable($"the position in {row.Symbol} has no side"),
        };
        return new Position(
            pair, size, Price(row.AveragePrice, "entry price"), Price(row.MarkPrice, "mark price"),
            row.LiquidationPrice is > 0m and var liquidation ? new Price(liquidation, pair) : null,
            new Money(row.UnrealizedPnl ?? throw Missing("profit"), pair.Quote), row.Leverage ?? throw Missing("leverage"),
            row.AutoDeleverageRankIndicator);

        Price Price(decimal? value, string what) => new(value ?? throw Missing(what), pair);
        ExchangeUnavailableException Missing(string what) => Unreadable($"the position in {row.Symbol} states no {what}");
    }

    /// <summary>A line of the log; null for one that is no matter of USDT contracts.</summary>
    public static Transaction? TransactionOf(BybitTransactionLog row)
    {
        TransactionKind? kind = row.Type switch
        {
            Venue.TransactionLogType.Trade => TransactionKind.Trade,
            Venue.TransactionLogType.Settlement => TransactionKind.Settlement,
            Venue.TransactionLogType.Liquidation => TransactionKind.Liquidation,
            Venue.TransactionLogType.Adl => TransactionKind.Deleverage,
            _ => null,
        };
        if (kind is null || !IsPerpetual(row.Symbol))
            return null;
        var pair = Pair.Parse(row.Symbol);
        var settlement = kind == TransactionKind.Settlement;
        return new Transaction(
            // Bybit's own samples repeat the id; together with the trade's it is unique.
            $"{row.Id}-{row.TradeId}", kind.Value, pair, row.Side == Venue.PositionSide.Sell ? OrderSide.Sell : OrderSide.Buy,
            Of(row.Quantity ?? throw Unreadable($"the line {row.Id} states no size"), pair),
            new Price(row.TradePrice ?? throw Unreadable($"the line {row.Id} states no price"), pair),
            Cash(row.Cashflow), Cash(row.Funding), Cash(row.Fee), TimeOf(row.TransactionTime),
            settlement ? null : IdOf(row.ClientOrderId), settlement ? null : row.TradeId);

        Money Cash(decimal? amount) => new(amount ?? 0m, pair.Quote);
    }

    /// <summary>
    /// The id that somebody gave an order, null where nobody did. What people, other programs and the venue itself write there may be
    /// no id that this system could give; such a row must not keep all others from being read.
    /// </summary>
    public static ClientOrderId? IdOf(string? text) => ClientOrderId.IsValid(text) ? new ClientOrderId(text) : null;

    /// <summary>True for a USDT perpetual; dated contracts have a hyphen in their symbol, and this system trades none.</summary>
    public static bool IsPerpetual(string symbol) =>
        symbol.EndsWith("USDT", StringComparison.Ordinal) && !symbol.Contains('-', StringComparison.Ordinal);

    public static ExchangeUnavailableException Unreadable(string what) =>
        new("unreadable", $"Bybit's answer cannot be read: {what}.");

    static Quantity Of(decimal amount, Pair pair) => new(amount, pair.Base);

    // Contracts pay in the quote and need not say so. On spot it is the coin that is received, except where makers are paid.
    static Asset FeeAssetOf(BybitUserTrade row, OrderCategory category, Pair pair) => row.FeeAsset is { Length: > 0 } stated
        ? new Asset(stated)
        : category == OrderCategory.Linear ? pair.Quote : throw Unreadable($"the execution {row.TradeId} does not state its fee's coin");

    static OrderStatus StatusOf(Venue.OrderStatus status, decimal filled) => status switch
    {
        Venue.OrderStatus.Filled => OrderStatus.Filled,
        Venue.OrderStatus.PartiallyFilled => OrderStatus.PartiallyFilled,
        Venue.OrderStatus.PartiallyFilledCanceled => OrderStatus.PartiallyFilledCanceled,
        Venue.OrderStatus.Cancelled or Venue.OrderStatus.Deactivated =>
            filled > 0m ? OrderStatus.PartiallyFilledCanceled : OrderStatus.Cancelled,
        Venue.OrderStatus.Rejected => filled > 0m ? OrderStatus.PartiallyFilledCanceled : OrderStatus.Rejected,
        Venue.OrderStatus.New or Venue.OrderStatus.Created or Venue.OrderStatus.Active
            or Venue.OrderStatus.Untriggered or Venue.OrderStatus.Triggered =>
            filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.New,
        _ => throw Unreadable($"'{status}' is no status that is known"),
    };

    // Between being set off and its end a stop is shown as waiting: changing it then is answered Unknown, and looked at again. One
    // that ran out of book protects what is left no more.
    static StopStatus StopStatusOf(BybitOrder row) => row.Status switch
    {
        Venue.OrderStatus.Filled => StopStatus.Filled,
        Venue.OrderStatus.Cancelled or Venue.OrderStatus.Deactivated or Venue.OrderStatus.Rejected
            or Venue.OrderStatus.PartiallyFilledCanceled =>
            row.QuantityFilled >= row.Quantity ? StopStatus.Filled : StopStatus.Gone,
        _ => StopStatus.Untriggered,
    };

    static string? ReasonOf(BybitOrder row) => row.RejectReason is { Length: > 0 } reason && reason != "EC_NoError" ? reason : null;
}
