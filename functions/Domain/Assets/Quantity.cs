using System.Globalization;

namespace Orchestrations.Domain.Assets;

/// <summary>A size in the base asset of a pair, as orders and fills carry it. Never negative: the side says the direction.</summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    /// <param name="amount">Zero or more, in units of <paramref name="asset"/>.</param>
    /// <param name="asset">The base asset.</param>
    /// <exception cref="DomainException">ORC-MONEY-004: the amount is negative.</exception>
    public Quantity(decimal amount, Asset asset)
    {
        if (amount < 0m)
            throw new DomainException("ORC-MONEY-004", string.Create(
                CultureInfo.InvariantCulture, $"A quantity of {amount} {asset} is below zero; the order side says the direction."));
        Amount = amount;
        Asset = asset;
    }

    /// <summary>How much, in units of <see cref="Asset"/>; zero or more.</summary>
    public decimal Amount { get; }

    /// <summary>The base asset.</summary>
    public Asset Asset { get; }

    /// <summary>True when nothing.</summary>
    public bool IsZero => Amount == 0m;

    /// <summary>Nothing of the asset.</summary>
    public static Quantity Zero(Asset asset) => new(0m, asset);

    /// <summary>The sum of two sizes of one asset.</summary>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Amount + b.In(a.Asset), a.Asset);

    /// <summary>The difference of two sizes of one asset; refused when it would be negative.</summary>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Amount - b.In(a.Asset), a.Asset);

    /// <summary>The size times a pure number of zero or more.</summary>
    public static Quantity operator *(Quantity a, decimal factor) => new(a.Amount * factor, a.Asset);

    /// <summary>True when <paramref name="a"/> is less.</summary>
    public static bool operator <(Quantity a, Quantity b) => a.CompareTo(b) < 0;

    /// <summary>True when <paramref name="a"/> is more.</summary>
    public static bool operator >(Quantity a, Quantity b) => a.CompareTo(b) > 0;

    /// <summary>True when <paramref name="a"/> is not more.</summary>
    public static bool operator <=(Quantity a, Quantity b) => a.CompareTo(b) <= 0;

    /// <summary>True when <paramref name="a"/> is not less.</summary>
    public static bool operator >=(Quantity a, Quantity b) => a.CompareTo(b) >= 0;

    /// <summary>The smaller of two sizes of one asset.</summary>
    public static Quantity Min(Quantity a, Quantity b) => a <= b ? a : b;

    /// <summary>The size rounded down to the lot step: an order never asks for more than was decided.</summary>
    public Quantity RoundDown(decimal step) => new(Rounding.Down(Amount, step), Asset);

    /// <summary>The same size as an amount of the asset, for the ledger.</summary>
    public Money ToMoney() => new(Amount, Asset);

    /// <inheritdoc />
    public int CompareTo(Quantity other) => Amount.CompareTo(other.In(Asset));

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Asset}");

    decimal In(Asset asset) => Asset == asset
        ? Amount
        : throw new DomainException("ORC-MONEY-003", $"{this} was combined with a quantity of {asset}; convert it with a price first.");
}
