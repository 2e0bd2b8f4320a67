using Orchestrations.App.Settings;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>
/// The settings section <c>Risk</c>: MaxQuoteAge (00:02:00), PriceBand (0.02), MaxPositionShare (0.80), MaxOrderShare (0.25),
/// CashReserve (0 USDT), SlippageReserve (0.005).
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
        settings.Decimal("Risk:SlippageReserve", 0.005m, 0m, 1m)));
}
