using Orchestrations.App.Settings;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>
/// The settings section <c>Risk</c>: MaxQuoteAge (00:02:00), PriceBand (0.02), MaxPositionShare (0.80), MaxOrderShare (0.25),
/// CashReserve (0 USDT), SlippageReserve (0.005), MaxDailyLoss (0.05), MaxTradeRisk (0.01), MaxOpenTrades (5), Cooldown
/// (1.00:00:00), HighCorrelation (0.8), MaxCorrelatedShare (1), MaxConcentration (1), DiversifyFrom (0.2), RestAtWeekends
/// (false).
/// </summary>
/// <param name="Limits">The limits the rules hold orders against.</param>
public sealed record RiskSettings(RiskLimits Limits)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static RiskSettings Read(SettingsReader settings) => new(new RiskLimits(
        settings.Duration("Risk:MaxQuoteAge", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7),
            "the oldest quote an order may rest on"),
        settings.Decimal("Risk:PriceBand", 0.02m, 0.0001m, 1m,
            "how far the price may be from the last trade and from the price it was sized at, as a share"),
        settings.Decimal("Risk:MaxPositionShare", 0.80m, 0m, 1m, "the most one coin may be of the equity after a buy"),
        settings.Decimal("Risk:MaxOrderShare", 0.25m, 0m, 1m, "the most one buy may be of the equity"),
        new Money(settings.Decimal("Risk:CashReserve", 0m, 0m, 1_000_000_000_000m, "USDT that a buy must leave"), Asset.Usdt),
        settings.Decimal("Risk:SlippageReserve", 0.005m, 0m, 1m, "the share held back when the balance is checked"))
    {
        MaxDailyLoss = settings.Decimal("Risk:MaxDailyLoss", 0.05m, 0.0001m, 1m,
            "the share that a day (UTC) may lose before entries are refused"),
        MaxTradeRisk = settings.Decimal("Risk:MaxTradeRisk", 0.01m, 0.0001m, 1m, "what an entry may lose of the equity down to its stop"),
        MaxOpenTrades = settings.Integer("Risk:MaxOpenTrades", 5, 0, 1000, "how many trades of TREND, FUNDING and TACTICAL may be open"),
        Cooldown = settings.Duration("Risk:Cooldown", TimeSpan.FromHours(24), TimeSpan.Zero, TimeSpan.FromDays(365),
            "how long a pair is left alone after a loss"),
        HighCorrelation = settings.Decimal("Risk:HighCorrelation", 0.8m, -1m, 1m, "from which correlation on coins count as one bet"),
        MaxCorrelatedShare = settings.Decimal("Risk:MaxCorrelatedShare", 1m, 0m, 10m, "the most such coins may be of the equity"),
        MaxConcentration = settings.Decimal("Risk:MaxConcentration", 1m, 0m, 1m,
            "the most one coin may be of what is invested; 1 allows a portfolio of one coin"),
        DiversifyFrom = settings.Decimal("Risk:DiversifyFrom", 0.2m, 0m, 1m, "the part of the equity from which on that counts"),
        RestAtWeekends = settings.Flag("Risk:RestAtWeekends", false, "refuses entries on Saturdays and Sundays, UTC"),
    });
}
