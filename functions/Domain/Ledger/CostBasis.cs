using System.Collections.Immutable;
using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// What is held of one pair and what it cost, and what sales have made. Immutable; fills are added in the order of time.
/// A fee in the base coin makes a purchase smaller, not dearer in total; a fee in the quote coin adds to the cost or is
/// taken from the proceeds. A fee in a third coin is booked in the ledger and not valued here.
/// Invariant: cost of all purchases = cost of what is held + cost of what was sold, exactly: what rounding would lose is
/// carried by the units that stay.
/// </summary>
public sealed class CostBasis
{
    readonly ImmutableList<CostLot> lots;

    CostBasis(Pair pair, CostMethod method, ImmutableList<CostLot> lots, Money realised)
    {
        Pair = pair;
        Method = method;
        this.lots = lots;
        Realised = realised;
    }

    /// <summary>The pair.</summary>
    public Pair Pair { get; }

    /// <summary>Which units a sale takes.</summary>
    public CostMethod Method { get; }

    /// <summary>What is held, oldest first; one lot at most with average cost.</summary>
    public IReadOnlyList<CostLot> Lots => lots;

    /// <summary>What all sales made: proceeds less cost, in the quote coin.</summary>
    public Money Realised { get; }

    /// <summary>How much is held.</summary>
    public Quantity Quantity => lots.Aggregate(Quantity.Zero(Pair.Base), (sum, lot) => sum + lot.Quantity);

    /// <summary>What that cost.</summary>
    public Money Cost => lots.Aggregate(Money.Zero(Pair.Quote), (sum, lot) => sum + lot.Cost);

    /// <summary>Cost by unit of what is held; null when nothing is.</summary>
    public decimal? AverageCost => Quantity is { IsZero: false } held ? Cost.Amount / held.Amount : null;

    /// <summary>What would be made by selling all at a price, before fees.</summary>
    public Money Unrealised(Price price) => price * Quantity - Cost;

    /// <summary>Before the first fill.</summary>
    public static CostBasis Empty(Pair pair, CostMethod method) => new(pair, method, [], Money.Zero(pair.Quote));

    /// <summary>The basis after all fills, oldest first.</summary>
    public static CostBasis Of(Pair pair, CostMethod method, IEnumerable<Fill> fills) =>
        fills.Aggregate(Empty(pair, method), (basis, fill) => basis.Add(fill));

    /// <summary>The basis after one more fill.</summary>
    /// <exception cref="DomainException">
    /// ORC-LEDGER-006: more is sold than is held. ORC-ORDER-004: a fill of another pair.
    /// </exception>
    public CostBasis Add(Fill fill)
    {
        if (fill.Pair != Pair)
            throw new DomainException("ORC-ORDER-004", $"The fill {fill.ExecutionId} is of {fill.Pair}, not of {Pair}.");
        var quoteFee = fill.Fee.Asset == Pair.Quote ? fill.Fee : Money.Zero(Pair.Quote);
        var baseFee = fill.Fee.Asset == Pair.Base ? fill.Fee.Amount : 0m;
        return fill.Side == OrderSide.Buy
            ? Bought(new CostLot(
                new Quantity(fill.Quantity.Amount - baseFee, Pair.Base), fill.Notional + quoteFee, fill.Time))
            : Sold(new Quantity(fill.Quantity.Amount + baseFee, Pair.Base), fill.Notional - quoteFee, fill.ExecutionId);
    }

    /// <summary>The basis after units were bought together; this when there are none.</summary>
    public CostBasis Bought(CostLot lot)
    {
        if (lot.Quantity.IsZero)
            return this;
        var merged = Method == CostMethod.Average && lots.Count > 0
            ? [new CostLot(lots[0].Quantity + lot.Quantity, lots[0].Cost + lot.Cost, lots[0].AcquiredAt)]
            : lots.Add(lot);
        return new CostBasis(Pair, Method, merged, Realised);
    }

    /// <summary>The basis after units were given for proceeds.</summary>
    /// <param name="quantity">How many, in the base coin.</param>
    /// <param name="proceeds">For what, in the quote coin, less fees.</param>
    /// <param name="execution">What gave them, for the refusal.</param>
    /// <exception cref="DomainException">ORC-LEDGER-006: more is given than is held.</exception>
    public CostBasis Sold(Quantity quantity, Money proceeds, string execution)
    {
        if (quantity > Quantity)
            throw new DomainException("ORC-LEDGER-006", string.Create(
                CultureInfo.InvariantCulture, $"The fill {execution} sells {quantity}, but only {Quantity} are held."));
        var (left, open, cost) = (lots, quantity, Money.Zero(Pair.Quote));
        while (!open.IsZero)
        {
            var lot = left[0];
            var taken = Quantity.Min(open, lot.Quantity);
            var whole = taken == lot.Quantity;
            var part = whole ? lot.Cost : lot.Cost * (taken.Amount / lot.Quantity.Amount);
            left = whole
                ? left.RemoveAt(0)
                : left.SetItem(0, lot with { Quantity = lot.Quantity - taken, Cost = lot.Cost - part });
            (open, cost) = (open - taken, cost + part);
        }
        return new CostBasis(Pair, Method, left, Realised + proceeds - cost);
    }
}
