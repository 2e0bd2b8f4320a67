using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Rebalance;

namespace Orchestrations.App.Rebalance;

/// <summary>
/// The settings section <c>Rebalance</c>: Schedule (NCRONTAB, 0 15 0 * * *), Targets:&lt;SYMBOL&gt; (BTCUSDT 0.40, ETHUSDT
/// 0.20; shares of the whole portfolio), EveryDays (90), MaxDrift (0.10), MinTrade (0.05), MaxTrade (0.20), SettlingDays (30).
/// </summary>
/// <param name="Parameters">Targets and limits.</param>
public sealed record RebalanceSettings(RebalanceParameters Parameters)
{
    static readonly (Pair, decimal)[] standardTargets = [(Pair.Parse("BTCUSDT"), 0.40m), (Pair.Parse("ETHUSDT"), 0.20m)];

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static RebalanceSettings Read(SettingsReader settings)
    {
        settings.Schedule("Rebalance:Schedule", "0 15 0 * * *", "when the core is looked at");
        var targets = TargetShares.Read(settings, "Rebalance:Targets", standardTargets, "of the whole portfolio");
        var read = new RebalanceParameters([.. targets.Select(target => new RebalanceTarget(target.Pair, target.Share))])
        {
            Every = TimeSpan.FromDays(settings.Integer("Rebalance:EveryDays", 90, 1, 3650,
                "days between two rebalances by the calendar")),
            MaxDrift = settings.Decimal("Rebalance:MaxDrift", 0.10m, 0.0001m, 1m, "how far a share may be off"),
            MinTrade = settings.Decimal("Rebalance:MinTrade", 0.05m, 0m, 1m, "trades below this share of the portfolio are skipped"),
            MaxTrade = settings.Decimal("Rebalance:MaxTrade", 0.20m, 0.0001m, 1m, "trades above this share of the portfolio are cut"),
            Settling = TimeSpan.FromDays(settings.Integer("Rebalance:SettlingDays", 30, 0, 3650,
                "days after the first look in which nothing is done")),
        };
        return new RebalanceSettings(settings.Check("Rebalance:Targets", read.Checked) ?? read);
    }
}
