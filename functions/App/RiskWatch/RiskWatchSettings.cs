using Orchestrations.App.Settings;
using Orchestrations.Domain.Breaker;

namespace Orchestrations.App.RiskWatch;

/// <summary>
/// The settings section <c>RiskWatch</c>: Schedule (NCRONTAB, 0 */5 * * * *), Level1 to Level4 (0.10, 0.15, 0.20, 0.25),
/// Smoothing (00:30:00), Hysteresis (0.02), Cooldown (1.00:00:00), Dust (10 USDT: holdings below it are not sold).
/// </summary>
/// <param name="Breaker">The breaker's numbers.</param>
/// <param name="Dust">In USDT.</param>
public sealed record RiskWatchSettings(BreakerParameters Breaker, decimal Dust)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static RiskWatchSettings Read(SettingsReader settings)
    {
        settings.Schedule("RiskWatch:Schedule", "0 */5 * * * *", "when the portfolio is valued; hourly in simulate");
        var standard = BreakerParameters.Standard;
        var read = new BreakerParameters
        {
            Thresholds =
            [
                settings.Decimal("RiskWatch:Level1", standard.Thresholds[0], 0m, 1m,
                    "the drawdown at which the breaker's level 1 begins"),
                settings.Decimal("RiskWatch:Level2", standard.Thresholds[1], 0m, 1m, "the drawdown at which level 2 begins"),
                settings.Decimal("RiskWatch:Level3", standard.Thresholds[2], 0m, 1m, "the drawdown at which level 3 begins"),
                settings.Decimal("RiskWatch:Level4", standard.Thresholds[3], 0m, 1m, "the drawdown at which level 4 begins"),
            ],
            Smoothing = settings.Duration("RiskWatch:Smoothing", standard.Smoothing, TimeSpan.Zero, TimeSpan.FromDays(7),
                "how slowly the smoothed drawdown follows"),
            Hysteresis = settings.Decimal("RiskWatch:Hysteresis", standard.Hysteresis, 0m, 1m,
                "how far below its threshold a level is left"),
            Cooldown = settings.Duration("RiskWatch:Cooldown", standard.Cooldown, TimeSpan.Zero, TimeSpan.FromDays(365),
                "how long it must have been there"),
        };
        return new RiskWatchSettings(
            settings.Check("RiskWatch:Level1", read.Checked) ?? standard,
            settings.Decimal("RiskWatch:Dust", 10m, 0m, 1_000_000m, "USDT; holdings below it are not sold"));
    }
}
