namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// The arithmetic of a linear contract: profit is size × price difference, in the quote coin. Sizes carry their sign (plus
/// long, minus short). Formulas as on https://www.bybit.com/en/help-center (USDT contract, cross margin, first risk tier).
/// </summary>
public static class PositionMath
{
    /// <summary>Digits to which entry prices and cash flows are kept, as Bybit shows them: 8.</summary>
    public const int Digits = 8;

    /// <summary>The open profit of a position at a price.</summary>
    public static decimal Unrealised(decimal size, decimal entry, decimal price) => size * (price - entry);

    /// <summary>The average entry after adding to a position in its own direction (or opening one).</summary>
    /// <param name="size">The position; zero for none.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="added">What is added; of the same sign.</param>
    /// <param name="price">At what price.</param>
    public static decimal Entry(decimal size, decimal entry, decimal added, decimal price) =>
        decimal.Round((size * entry + added * price) / (size + added), Digits);

    /// <summary>
    /// The price at which the margin balance falls to the maintenance margin: from wallet + others' profit + size × (P −
    /// entry) = others' maintenance + |size| × P × rate. Zero or below means that there is none.
    /// </summary>
    /// <param name="size">Not zero.</param>
    /// <param name="entry">The average entry.</param>
    /// <param name="rate">The maintenance margin rate of the first tier, below 1.</param>
    /// <param name="rest">Wallet balance + open profit of the other positions − their maintenance margin.</param>
    public static decimal Liquidation(decimal size, decimal entry, decimal rate, decimal rest) =>
        (size * entry - rest) / (size - Math.Abs(size) * rate);

    /// <summary>The price at which nothing of the margin is left: where a position closed by force is taken over.</summary>
    /// <param name="size">Not zero.</param>
    /// <param name="entry">The average entry.</param>
    /// <param name="rest">Wallet balance + open profit of the other positions.</param>
    public static decimal Bankruptcy(decimal size, decimal entry, decimal rest) => entry - rest / size;

    /// <summary>
    /// What a settlement pays in (above zero) or takes (below): a long pays when the rate is above zero. Rounded to
    /// <see cref="Digits"/> against the account.
    /// </summary>
    public static decimal Funding(decimal size, decimal mark, decimal rate) => Against(-size * mark * rate);

    /// <summary>A cash flow on the exchange's digits, rounded down: never more than is due to the account.</summary>
    public static decimal Against(decimal cash) => decimal.Round(cash, Digits, MidpointRounding.ToNegativeInfinity);
}
