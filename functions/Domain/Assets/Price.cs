using System.Globalization;

namespace Orchestrations.Domain.Assets;

/// <summary>Units of the quote asset for one unit of the base asset of a pair. Always above zero.</summary>
public readonly record struct Price : IComparable<Price>
{
    /// <param name="value">Above zero, in quote units per base unit.</param>
    /// <param name="pair">What is priced in what.</param>
    /// <exception cref="DomainException">ORC-MONEY-005: the value is zero or below.</exception>
    public Price(decimal value, Pair pair)
    {
        if (value <= 0m)
            throw new DomainException("ORC-MONEY-005", $"A price of {value.ToString(CultureInfo.InvariantCulture)} for {pair} is not above zero.");
        Value = value;
        Pair = pair;
    }

    /// <summary>Quote units per base unit; above zero.</summary>
    public decimal Value { get; }

    /// <summary>What is priced in what.</summary>
    public Pair Pair { get; }

    /// <summary>What a size is worth in the quote asset.</summary>
    public static Money operator *(Price price, Quantity quantity) => quantity.Asset == price.Pair.Base
        ? new Money(price.Value * quantity.Amount, price.Pair.Quote)
        : throw new DomainException("ORC-MONEY-003", $"A price of {price.Pair} was applied to a quantity of {quantity.Asset}.");

    /// <summary>The size that an amount of the quote asset pays for, not yet rounded to the lot step.</summary>
    public static Quantity operator /(Money quote, Price price) => quote.Asset == price.Pair.Quote
        ? new Quantity(quote.Amount / price.Value, price.Pair.Base)
        : throw new DomainException("ORC-MONEY-003", $"A price of {price.Pair} was applied to an amount of {quote.Asset}.");

    /// <summary>The price moved by a share of itself: 0.01 is one per cent up, -0.01 one per cent down.</summary>
    public Price Move(decimal share) => new(Value * (1m + share), Pair);

    /// <summary>The price rounded to the tick, down (for bids) or up (for asks).</summary>
    public Price RoundToTick(decimal tick, bool up) => new(up ? Rounding.Up(Value, tick) : Rounding.Down(Value, tick), Pair);

    /// <inheritdoc />
    public int CompareTo(Price other) => Pair == other.Pair
        ? Value.CompareTo(other.Value)
        : throw new DomainException("ORC-MONEY-003", $"Prices of {Pair} and {other.Pair} were compared.");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} {Pair}");
}
