using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Trend;

/// <summary>How large a position is: what it may lose over the distance to its stop, capped by the leverage.</summary>
/// <param name="Quantity">In the base coin; a multiple of the lot, possibly zero: then there is no trade.</param>
/// <param name="Notional">Its value at the entry price, in the quote coin.</param>
/// <param name="Risk">What is lost when the stop fills at its price, in the quote coin, before fees.</param>
/// <param name="CappedByLeverage">True when the leverage cut it.</param>
public sealed record TrendSize(Quantity Quantity, Money Notional, Money Risk, bool CappedByLeverage)
{
    /// <summary>
    /// <c>quantity = equity x riskShare x sizeFactor / (entry - stop)</c>, at most <c>equity x maxLeverage / entry</c>, rounded
    /// down to the lot.
    /// </summary>
    /// <param name="equity">What the portfolio is worth, in the quote coin.</param>
    /// <param name="entry">The price expected.</param>
    /// <param name="stop">The first stop; below the entry.</param>
    /// <param name="parameters">The numbers.</param>
    /// <param name="lot">Quantities are multiples of this, in the base coin.</param>
    /// <param name="sizeFactor">1, or less while the breaker says so; 0 to 1.</param>
    /// <exception cref="DomainException">ORC-TREND-003: the stop is not below the entry.</exception>
    public static TrendSize Of(
        Money equity, Price entry, Price stop, TrendParameters parameters, decimal lot, decimal sizeFactor = 1m)
    {
        if (stop.CompareTo(entry) >= 0)
            throw new DomainException("ORC-TREND-003", $"The stop at {stop} is not below the entry at {entry}.");
        ArgumentOutOfRangeException.ThrowIfNegative(sizeFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeFactor, 1m);
        var distance = entry.Value - stop.Value;
        var worth = Math.Max(0m, equity.Amount);
        var byRisk = worth * parameters.RiskShare * sizeFactor / distance;
        var byLeverage = worth * parameters.MaxLeverage / entry.Value;
        var quantity = new Quantity(Rounding.Down(Math.Min(byRisk, byLeverage), lot), entry.Pair.Base);
        return new TrendSize(
            quantity, entry * quantity, new Money(distance * quantity.Amount, entry.Pair.Quote), byLeverage < byRisk);
    }
}
