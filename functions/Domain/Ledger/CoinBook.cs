using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Ledger;

/// <summary>What an engine holds of one coin, by both ways of counting its cost.</summary>
/// <param name="Fifo">Bought and sold, the oldest units first.</param>
/// <param name="Average">The same at average cost.</param>
/// <param name="WithoutCost">
/// Units that came in otherwise than by a purchase: nobody knows what they cost, so they are no part of any profit. Below zero
/// when more was given than the books ever saw.
/// </param>
public sealed record CoinBook(CostBasis Fifo, CostBasis Average, decimal WithoutCost)
{
    /// <summary>Before the first entry.</summary>
    public static CoinBook Empty(Pair pair) =>
        new(CostBasis.Empty(pair, CostMethod.Fifo), CostBasis.Empty(pair, CostMethod.Average), 0m);

    /// <summary>Everything that is held, with and without cost.</summary>
    public decimal Quantity => Fifo.Quantity.Amount + WithoutCost;

    /// <summary>After a purchase.</summary>
    public CoinBook Bought(decimal quantity, Money cost, DateTimeOffset time)
    {
        var lot = new CostLot(new Quantity(quantity, Fifo.Pair.Base), cost, time);
        return this with { Fifo = Fifo.Bought(lot), Average = Average.Bought(lot) };
    }

    /// <summary>After units were given for proceeds: those with a cost first.</summary>
    /// <returns>The book, and the part of the proceeds that units without a cost brought.</returns>
    public (CoinBook Book, Money ForUncosted) Sold(decimal quantity, Money proceeds, string source)
    {
        var costed = Math.Min(quantity, Fifo.Quantity.Amount);
        var part = quantity == 0m ? proceeds : proceeds * (costed / quantity);
        var taken = new Quantity(costed, Fifo.Pair.Base);
        var after = costed == 0m ? this : this with
        {
            Fifo = Fifo.Sold(taken, part, source), Average = Average.Sold(taken, part, source),
        };
        return (after with { WithoutCost = WithoutCost - (quantity - costed) }, proceeds - part);
    }

    /// <summary>After units were given away for what they cost, so that no profit comes of it.</summary>
    /// <returns>The book, and what they cost, the oldest first.</returns>
    public (CoinBook Book, Money Cost) Given(decimal quantity, string source)
    {
        var taken = new Quantity(Math.Min(quantity, Fifo.Quantity.Amount), Fifo.Pair.Base);
        var nothing = Money.Zero(Fifo.Pair.Quote);
        var rest = this with { WithoutCost = WithoutCost - (quantity - taken.Amount) };
        if (taken.IsZero)
            return (rest, nothing);
        // What a sale for nothing loses is what the units cost.
        var cost = Fifo.Realised - Fifo.Sold(taken, nothing, source).Realised;
        var average = Average.Realised - Average.Sold(taken, nothing, source).Realised;
        return (rest with { Fifo = Fifo.Sold(taken, cost, source), Average = Average.Sold(taken, average, source) }, cost);
    }
}
