using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Orders;

/// <summary>What the fills of one order come to.</summary>
/// <param name="Quantity">The size filled, before fees, in the base coin.</param>
/// <param name="NetQuantity">The size less the fees charged in the base coin on a buy: what arrived.</param>
/// <param name="Notional">Price times size over all fills, in the quote coin.</param>
/// <param name="NetNotional">
/// The notional that counts as progress, in the quote coin. A buy: the sum of price x (quantity - base fee), less quote fees.
/// A sell: the sum of price x quantity, less quote fees. Fees in a third coin are booked but not valued here.
/// </param>
/// <param name="Fees">One amount for each coin a fee was charged in, ordered by code.</param>
public sealed record FillSummary(Money Quantity, Money NetQuantity, Money Notional, Money NetNotional, IReadOnlyList<Money> Fees)
{
    /// <summary>Notional per unit of the base coin; null when nothing was filled.</summary>
    public decimal? AveragePrice => Quantity.IsZero ? null : Notional.Amount / Quantity.Amount;

    /// <summary>Sums fills of one pair and side.</summary>
    /// <param name="pair">What was traded.</param>
    /// <param name="side">The direction.</param>
    /// <param name="fills">May be empty; every one of the pair and side.</param>
    /// <exception cref="DomainException">ORC-ORDER-004: a fill of another pair or side.</exception>
    public static FillSummary Of(Pair pair, OrderSide side, IEnumerable<Fill> fills)
    {
        decimal quantity = 0m, netQuantity = 0m, notional = 0m, netNotional = 0m;
        var fees = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var fill in fills)
        {
            if (fill.Pair != pair || fill.Side != side)
                throw new DomainException("ORC-ORDER-004", $"The fill {fill.ExecutionId} is a {fill.Side} of {fill.Pair}, not a {side} of {pair}.");
            var baseFee = fill.Fee.Asset == pair.Base && side == OrderSide.Buy ? fill.Fee.Amount : 0m;
            var quoteFee = fill.Fee.Asset == pair.Quote ? fill.Fee.Amount : 0m;
            quantity += fill.Quantity.Amount;
            netQuantity += fill.Quantity.Amount - baseFee;
            notional += fill.Notional.Amount;
            netNotional += fill.Price.Value * (fill.Quantity.Amount - baseFee) - quoteFee;
            if (!fill.Fee.IsZero)
                fees[fill.Fee.Asset.Code] = fees.GetValueOrDefault(fill.Fee.Asset.Code, Money.Zero(fill.Fee.Asset)) + fill.Fee;
        }
        return new FillSummary(
            new Money(quantity, pair.Base), new Money(netQuantity, pair.Base),
            new Money(notional, pair.Quote), new Money(netNotional, pair.Quote), [.. fees.Values]);
    }
}
