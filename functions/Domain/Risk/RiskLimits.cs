using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Risk;

/// <summary>The numbers that the risk rules hold orders against.</summary>
/// <param name="MaxQuoteAge">The oldest quote an order may rest on.</param>
/// <param name="PriceBand">How far the price may be from the last trade and from the price the order was sized at, as a
/// share.</param>
/// <param name="MaxPositionShare">The most one coin may be of the equity after a buy, as a share.</param>
/// <param name="MaxOrderShare">The most one buy may be of the equity, as a share.</param>
/// <param name="CashReserve">What a buy must leave of the quote coin.</param>
/// <param name="SlippageReserve">How much more than the quoted price a buy may cost, as a share; held back when the balance is
/// checked.</param>
public sealed record RiskLimits(
    TimeSpan MaxQuoteAge,
    decimal PriceBand,
    decimal MaxPositionShare,
    decimal MaxOrderShare,
    Money CashReserve,
    decimal SlippageReserve)
{
    /// <summary>How much of the equity a day may lose before entries are refused: 0.05.</summary>
    public decimal MaxDailyLoss { get; init; } = 0.05m;

    /// <summary>What an entry may lose down to its stop, as a share of the equity: 0.01.</summary>
    public decimal MaxTradeRisk { get; init; } = 0.01m;

    /// <summary>What an order of contracts must have as margin, as a share of its value: 0.1, which is a leverage of 10.</summary>
    public decimal ContractMargin { get; init; } = 0.1m;

    /// <summary>How many trades may be open at once: 5.</summary>
    public int MaxOpenTrades { get; init; } = 5;

    /// <summary>How long a pair is left alone after a loss: 24 hours.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromHours(24);

    /// <summary>From which correlation on two coins count as one bet: 0.8.</summary>
    public decimal HighCorrelation { get; init; } = 0.8m;

    /// <summary>The most that coins counting as one bet may be of the equity: 1.</summary>
    public decimal MaxCorrelatedShare { get; init; } = 1m;

    /// <summary>The most one coin may be of what is invested: 1, so that a portfolio of one coin is allowed.</summary>
    public decimal MaxConcentration { get; init; } = 1m;

    /// <summary>The share of the equity from which on what is invested must be spread: 0.2.</summary>
    public decimal DiversifyFrom { get; init; } = 0.2m;

    /// <summary>True to refuse entries on Saturdays and Sundays, UTC: false.</summary>
    public bool RestAtWeekends { get; init; }
}
