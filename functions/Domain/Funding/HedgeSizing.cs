using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Funding;

/// <summary>
/// Sizes the two legs: spot bought, the contract sold. The spot fee is charged in the base coin, so the contract is sized to
/// what arrives, never to what was ordered. Both legs' least sizes are checked before either is sent: a leg alone is a bet.
/// </summary>
public static class HedgeSizing
{
    /// <summary>Sizes both legs of a hedge.</summary>
    /// <param name="capital">What the spot leg may cost, in the quote coin.</param>
    /// <param name="spot">The spot prices.</param>
    /// <param name="spotRules">The spot instrument.</param>
    /// <param name="perpetualBid">What the contract sells at.</param>
    /// <param name="rules">The contract's rules.</param>
    /// <exception cref="DomainException">ORC-ORDER-004: the capital is of another coin, or the quote of another pair.</exception>
    public static HedgeSize For(Money capital, Quote spot, SpotInstrument spotRules, Price perpetualBid, HedgeRules rules)
    {
        if (OrderSizing.For(OrderSide.Buy, capital, spot, spotRules) is not OrderSize.Sized sized)
            return new HedgeSize.TooSmall("spot", $"{capital} is too small for the spot leg.");
        // One market order must be able to hold each leg: two orders for one leg would leave it naked in between.
        var cap = Rounding.Down(rules.MaxMarketQuantity, spotRules.BasePrecision);
        var quantity = Quantity.Min(sized.Quantity, new Quantity(cap, sized.Quantity.Asset));
        var received = new Quantity(quantity.Amount * (1m - spotRules.TakerFeeRate), quantity.Asset);
        var perpetual = Short(received, rules);
        return Shortfall(perpetual, perpetualBid, rules) is { } reason
            ? new HedgeSize.TooSmall("perpetual", reason)
            : new HedgeSize.Sized(quantity, received, perpetual);
    }

    /// <summary>How much of the contract hedges what arrived: the same, rounded down to the lot.</summary>
    /// <param name="received">What the spot leg came to, net of fees, in the base coin.</param>
    /// <param name="rules">The contract's rules.</param>
    public static Quantity Short(Quantity received, HedgeRules rules) => received.RoundDown(rules.LotStep);

    /// <summary>Why an order of the contract is too small, or null when it is not.</summary>
    public static string? Shortfall(Quantity quantity, Price price, HedgeRules rules)
    {
        if (quantity.IsZero || quantity.Amount < rules.MinQuantity)
            return Invariant($"{quantity} is below the least size of {Math.Max(rules.MinQuantity, rules.LotStep)}.");
        var notional = price * quantity;
        return notional.Amount < rules.MinNotional ? Invariant($"{notional} is below the least value of {rules.MinNotional}.") : null;
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
