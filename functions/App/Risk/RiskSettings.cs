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
        settings.Duration("Risk:MaxQuoteAge", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
        settings.Decimal("Risk:PriceBand", 0.02m, 0.0001m, 1m),
        settings.Decimal("Risk:MaxPositionShare", 0.80m, 0m, 1m),
        settings.Decimal("Risk:MaxOrderShare", 0.25m, 0m, 1m),
        new Money(settings.Decimal("Risk:CashReserve", 0m, 0m, 1_000_000_000_000m), Asset.Usdt),
        settings.Decimal("Risk:SlippageReserve", 0.005m, 0m, 1m))
    {
        MaxDailyLoss = settings.Decimal("Risk:MaxDailyLoss", 0.05m, 0.0001m, 1m),
        MaxTradeRisk = settings.Decimal("Risk:MaxTradeRisk", 0.01m, 0.0001m, 1m),
        MaxOpenTrades = settings.Integer("Risk:MaxOpenTrades", 5, 0, 1000),
        Cooldown = settings.Duration("Risk:Cooldown", TimeSpan.FromHours(24), TimeSpan.Zero, TimeSpan.FromDays(365)),
        HighCorrelation = settings.Decimal("Risk:HighCorrelation", 0.8m, -1m, 1m),
        MaxCorrelatedShare = settings.Decimal("Risk:MaxCorrelatedShare", 1m, 0m, 10m),
        MaxConcentration = settings.Decimal("Risk:MaxConcentration", 1m, 0m, 1m),
        DiversifyFrom = settings.Decimal("Risk:DiversifyFrom", 0.2m, 0m, 1m),
        RestAtWeekends = settings.Flag("Risk:RestAtWeekends", false),
    });
}
