using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Funding;

/// <summary>How far the legs of a hedge are apart, and the contract order that makes them equal again.</summary>
/// <param name="Share">|spot - short| as a share of the larger leg; 0 to 1.</param>
/// <param name="Side">Sell to make the short larger, Buy (reducing it) to make it smaller.</param>
/// <param name="Adjustment">How much of the contract, a multiple of the lot; zero when nothing is to be done.</param>
public sealed record HedgeDrift(decimal Share, OrderSide Side, Quantity Adjustment)
{
    /// <summary>How far two legs are apart: |spot - short| as a share of the larger, 0 to 1; zero when there are none.</summary>
    public static decimal ShareOf(Quantity spot, Quantity perpetual)
    {
        var larger = Math.Max(spot.Amount, perpetual.Amount);
        return larger == 0m ? 0m : Math.Abs(spot.Amount - perpetual.Amount) / larger;
    }

    /// <summary>
    /// Compares the legs. The larger leg is the measure, so that a leg that vanished is a drift of one, whichever it is.
    /// An adjustment that one order cannot make (too small, or too large) is cut or left to the next look.
    /// </summary>
    /// <param name="spot">What is held, in the base coin, net of fees.</param>
    /// <param name="perpetual">What is sold short, in the base coin.</param>
    /// <param name="price">The contract's price.</param>
    /// <param name="rules">The contract's rules.</param>
    /// <param name="parameters">The largest drift.</param>
    public static HedgeDrift Of(
        Quantity spot, Quantity perpetual, Price price, HedgeRules rules, FundingParameters parameters)
    {
        var difference = spot.Amount - perpetual.Amount;
        var share = ShareOf(spot, perpetual);
        var side = difference >= 0m ? OrderSide.Sell : OrderSide.Buy;
        var wanted = new Quantity(Math.Abs(difference), spot.Asset);
        // A short that is larger than the spot is cut by a whole lot more rather than less: it ends below the spot, as at entry.
        var lots = side == OrderSide.Sell
            ? wanted.RoundDown(rules.LotStep)
            : Quantity.Min(new Quantity(Rounding.Up(wanted.Amount, rules.LotStep), spot.Asset), perpetual);
        var adjustment = Quantity.Min(lots, new Quantity(Rounding.Down(rules.MaxMarketQuantity, rules.LotStep), spot.Asset));
        // Reducing is exempt from the least value at the exchange; enlarging is not.
        var possible = side == OrderSide.Buy
            ? !adjustment.IsZero
            : HedgeSizing.Shortfall(adjustment, price, rules) is null;
        return new HedgeDrift(
            share, side, share > parameters.MaxDrift && possible ? adjustment : Quantity.Zero(spot.Asset));
    }
}
