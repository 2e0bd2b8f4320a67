using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// Turns an amount into the size of one market order of a contract. Invariants: the size never exceeds what was asked for,
/// is a multiple of the lot step, at least the minimums and at most the cap; what is left over stays with the caller.
/// </summary>
public static class PerpetualSizing
{
    /// <summary>Sizes an order: a buy at the ask, a sell at the bid.</summary>
    /// <param name="side">The direction.</param>
    /// <param name="size">An amount of the quote coin (notional) or of the base coin (contracts).</param>
    /// <param name="quote">The contract's prices now.</param>
    /// <param name="instrument">The rules now.</param>
    /// <param name="reduceOnly">True for an order that only makes a position smaller: the least notional does not bind it.</param>
    /// <exception cref="DomainException">ORC-ORDER-004: the amount is of another coin, or the quote of another pair.</exception>
    public static OrderSize For(
        OrderSide side, Money size, Quote quote, PerpetualInstrument instrument, bool reduceOnly = false)
    {
        var pair = instrument.Pair;
        if (quote.Pair != pair || (size.Asset != pair.Base && size.Asset != pair.Quote))
            throw new DomainException(
                "ORC-ORDER-004", $"An order of contracts of {pair} cannot be sized by {size} and a quote of {quote.Pair}.");
        if (!size.IsPositive)
            return new OrderSize.TooSmall($"{size} is nothing to order.");

        var price = side == OrderSide.Buy ? quote.Ask : quote.Bid;
        var wanted = Rounding.Down(
            size.Asset == pair.Base ? size.Amount : size.Amount / price.Value, instrument.LotStep);
        // The division rounds its 28th digit to nearest, which can lift a quotient onto the next lot.
        if (size.Asset == pair.Quote && wanted * price.Value > size.Amount)
            wanted -= instrument.LotStep;
        var cap = Rounding.Down(instrument.MaxMarketQuantity, instrument.LotStep);
        var quantity = new Quantity(Math.Min(wanted, cap), pair.Base);
        return Shortfall(quantity, price, instrument, reduceOnly) is { } reason
            ? new OrderSize.TooSmall(reason)
            : new OrderSize.Sized(quantity, price, Capped: wanted > cap);
    }

    static string? Shortfall(Quantity quantity, Price price, PerpetualInstrument instrument, bool reduceOnly)
    {
        if (quantity.Amount < Math.Max(instrument.MinQuantity, instrument.LotStep))
            return Invariant($"{quantity} is below the least size of {instrument.MinQuantity} {instrument.Pair.Base}.");
        var notional = price * quantity;
        return !reduceOnly && notional.Amount < instrument.MinNotional
            ? Invariant($"{notional} is below the least notional of {instrument.MinNotional} {instrument.Pair.Quote}.")
            : null;
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
