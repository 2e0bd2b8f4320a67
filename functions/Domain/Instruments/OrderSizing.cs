using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Instruments;

/// <summary>
/// Turns an amount into the size of one market order. Invariants: the size never exceeds what was asked for, is a multiple
/// of the lot step, is at least the minimum notional and at most the cap. What rounding or the cap leaves over stays due
/// with the caller; nothing is split here, because carrying over is simpler and loses nothing.
/// </summary>
public static class OrderSizing
{
    /// <summary>
    /// Sizes an order. A buy is sized at the ask and a sell at the bid, so that at the quoted prices the notional of a buy
    /// never exceeds the amount.
    /// </summary>
    /// <param name="side">The direction.</param>
    /// <param name="size">An amount of the pair's quote coin (what to spend or raise) or of its base coin (how much to trade).</param>
    /// <param name="quote">The prices now.</param>
    /// <param name="instrument">The rules now.</param>
    /// <exception cref="DomainException">ORC-ORDER-004: the amount is of another coin, or the quote of another pair.</exception>
    public static OrderSize For(OrderSide side, Money size, Quote quote, SpotInstrument instrument)
    {
        var pair = instrument.Pair;
        if (quote.Pair != pair)
            throw new DomainException("ORC-ORDER-004", $"An order of {pair} was sized with a quote of {quote.Pair}.");
        if (size.Asset != pair.Base && size.Asset != pair.Quote)
            throw new DomainException("ORC-ORDER-004", $"An order of {pair} cannot be sized by {size}: use {pair.Base} or {pair.Quote}.");
        if (!size.IsPositive)
            return new OrderSize.TooSmall($"{size} is nothing to order.");

        var price = side == OrderSide.Buy ? quote.Ask : quote.Bid;
        var lots = Lots(size, price, instrument);
        var cap = Rounding.Down(instrument.MaxMarketQuantity, instrument.BasePrecision);
        var quantity = new Quantity(Math.Min(lots, cap), pair.Base);
        if (quantity.IsZero)
            return new OrderSize.TooSmall(Invariant($"{size} is less than one lot of {instrument.BasePrecision} {pair.Base} at {price}."));

        var notional = price * quantity;
        return notional.Amount < instrument.MinOrderAmount
            ? new OrderSize.TooSmall(Invariant($"{notional} is below the least order of {instrument.MinOrderAmount} {pair.Quote}."))
            : new OrderSize.Sized(quantity, price, Capped: lots > cap);
    }

    static decimal Lots(Money size, Price price, SpotInstrument instrument)
    {
        var step = instrument.BasePrecision;
        if (size.Asset == instrument.Pair.Base)
            return Rounding.Down(size.Amount, step);
        var lots = Rounding.Down(size.Amount / price.Value, step);
        // The division rounds its 28th digit to nearest, which can lift a quotient onto the next lot.
        return lots * price.Value > size.Amount ? lots - step : lots;
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
