using System.Globalization;

namespace Orchestrations.Domain.Assets;

/// <summary>
/// An amount of one asset: cash, a coin balance, a fee, a profit. May be negative.
/// Adding amounts of two assets is refused; converting needs a <see cref="Price"/>.
/// </summary>
public readonly record struct Money(decimal Amount, Asset Asset) : IComparable<Money>
{
    /// <summary>Nothing of the asset.</summary>
    public static Money Zero(Asset asset) => new(0m, asset);

    /// <summary>True when the amount is exactly zero.</summary>
    public bool IsZero => Amount == 0m;

    /// <summary>True when the amount is above zero.</summary>
    public bool IsPositive => Amount > 0m;

    /// <summary>True when the amount is below zero.</summary>
    public bool IsNegative => Amount < 0m;

    /// <summary>The sum of two amounts of one asset.</summary>
    public static Money operator +(Money a, Money b) => new(a.Amount + b.In(a.Asset), a.Asset);

    /// <summary>The difference of two amounts of one asset.</summary>
    public static Money operator -(Money a, Money b) => new(a.Amount - b.In(a.Asset), a.Asset);

    /// <summary>The amount with its sign turned.</summary>
    public static Money operator -(Money a) => new(-a.Amount, a.Asset);

    /// <summary>The amount times a pure number, such as a share of a portfolio.</summary>
    public static Money operator *(Money a, decimal factor) => new(a.Amount * factor, a.Asset);

    /// <summary>The amount divided by a pure number, such as a count of days.</summary>
    public static Money operator /(Money a, decimal divisor) => new(a.Amount / divisor, a.Asset);

    /// <summary>True when <paramref name="a"/> is less.</summary>
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    /// <summary>True when <paramref name="a"/> is more.</summary>
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    /// <summary>True when <paramref name="a"/> is not more.</summary>
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    /// <summary>True when <paramref name="a"/> is not less.</summary>
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    /// <summary>The smaller of two amounts of one asset.</summary>
    public static Money Min(Money a, Money b) => a <= b ? a : b;

    /// <summary>The larger of two amounts of one asset.</summary>
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    /// <summary>The amount rounded down (towards zero) to a multiple of <paramref name="step"/>: never more than there is.</summary>
    public Money RoundDown(decimal step) => this with { Amount = Rounding.Down(Amount, step) };

    /// <inheritdoc />
    public int CompareTo(Money other) => Amount.CompareTo(other.In(Asset));

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Asset}");

    decimal In(Asset asset) => Asset == asset
        ? Amount
        : throw new DomainException("ORC-MONEY-003", $"{this} was combined with an amount of {asset}; convert it with a price first.");
}
