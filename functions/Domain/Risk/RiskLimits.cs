using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Risk;

/// <summary>The numbers that the risk rules hold orders against.</summary>
/// <param name="MaxQuoteAge">The oldest quote an order may rest on.</param>
/// <param name="PriceBand">How far the price may be from the last trade and from the price the order was sized at, as a share.</param>
/// <param name="MaxPositionShare">The most one coin may be of the equity after a buy, as a share.</param>
/// <param name="MaxOrderShare">The most one buy may be of the equity, as a share.</param>
/// <param name="CashReserve">What a buy must leave of the quote coin.</param>
/// <param name="SlippageReserve">How much more than the quoted price a buy may cost, as a share; held back when the balance is checked.</param>
public sealed record RiskLimits(
    TimeSpan MaxQuoteAge,
    decimal PriceBand,
    decimal MaxPositionShare,
    decimal MaxOrderShare,
    Money CashReserve,
    decimal SlippageReserve);
