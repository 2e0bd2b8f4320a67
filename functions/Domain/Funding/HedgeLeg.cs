using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Funding;

/// <summary>The next order that brings the legs of a hedge to where they should be. There are exactly these three.</summary>
public abstract record HedgeLeg
{
    HedgeLeg()
    {
    }

    /// <summary>
    /// The next order for a goal. Towards a hedge the contract follows the spot; when that is given up, the larger leg is
    /// made smaller, so that no leg stays alone. Towards nothing the contract is closed first: what is left is paid for.
    /// </summary>
    /// <param name="held">True to end with equal legs, false to end with none.</param>
    /// <param name="giveUp">True once the contract has been tried long enough.</param>
    /// <param name="spot">What is held, in the base coin.</param>
    /// <param name="perpetual">What is sold short, in the base coin.</param>
    /// <param name="spotBid">What the spot leg sells at.</param>
    /// <param name="contract">The contract's price.</param>
    /// <param name="spotRules">The spot instrument.</param>
    /// <param name="rules">The contract's rules.</param>
    /// <param name="parameters">The largest drift.</param>
    public static HedgeLeg Next(
        bool held,
        bool giveUp,
        Quantity spot,
        Quantity perpetual,
        Price spotBid,
        Price contract,
        Instruments.SpotInstrument spotRules,
        HedgeRules rules,
        FundingParameters parameters)
    {
        if (!held)
            return !perpetual.IsZero ? Cover(perpetual, rules) : Sell(spot, spotBid, spotRules);
        var drift = HedgeDrift.Of(spot, perpetual, contract, rules, parameters);
        if (drift.Share <= parameters.MaxDrift)
            return new Equal();
        if (drift.Side == OrderSide.Buy)
            return drift.Adjustment.IsZero ? new Equal() : new Contract(OrderSide.Buy, drift.Adjustment);
        return !giveUp && !drift.Adjustment.IsZero
            ? new Contract(OrderSide.Sell, drift.Adjustment)
            : Sell(spot - perpetual, spotBid, spotRules);
    }

    static HedgeLeg Cover(Quantity perpetual, HedgeRules rules) => new Contract(
        OrderSide.Buy, Quantity.Min(perpetual, new Quantity(Rounding.Down(rules.MaxMarketQuantity, rules.LotStep), perpetual.Asset)));

    // What one spot order cannot sell is dust: it stays with the engine.
    static HedgeLeg Sell(Quantity excess, Price bid, Instruments.SpotInstrument rules)
    {
        var size = Quantity.Min(excess, new Quantity(rules.MaxMarketQuantity, excess.Asset)).RoundDown(rules.BasePrecision);
        return size.IsZero || (bid * size).Amount < rules.MinOrderAmount ? new Equal() : new Spot(size);
    }

    /// <summary>The legs are where they should be, or as near as the instruments' rules allow.</summary>
    public sealed record Equal : HedgeLeg;

    /// <summary>An order of the contract.</summary>
    /// <param name="Side">Sell enlarges the short, Buy makes it smaller (reduce-only).</param>
    /// <param name="Quantity">In the base coin.</param>
    public sealed record Contract(OrderSide Side, Quantity Quantity) : HedgeLeg;

    /// <summary>Spot to be sold.</summary>
    /// <param name="Quantity">In the base coin.</param>
    public sealed record Spot(Quantity Quantity) : HedgeLeg;
}
