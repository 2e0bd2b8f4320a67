using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>
/// The settings section <c>Dca</c>: Schedule (NCRONTAB, 0 5 0 * * *), and the plan "core" that is made at the first run when
/// there is none: Plan:Capital (10000), Plan:Targets:&lt;SYMBOL&gt; (BTCUSDT 0.40, ETHUSDT 0.20), Plan:AmountPerInterval (100),
/// Plan:DeploymentDays (14), Plan:IntervalHours (24), Plan:MaxCatchUpIntervals (3), Plan:Start (yyyy-MM-dd; the first run's day).
/// </summary>
/// <param name="Capital">In USDT.</param>
/// <param name="Targets">What the plan buys; ordered by symbol.</param>
/// <param name="AmountPerInterval">In USDT.</param>
/// <param name="DeploymentDays">1 to 365.</param>
/// <param name="Interval">Whole hours.</param>
/// <param name="MaxCatchUpIntervals">1 to 100.</param>
/// <param name="Start">Midnight UTC of the first day; null for the day of the first run.</param>
/// <param name="Portfolio">Whose ledger.</param>
public sealed record DcaSettings(
    decimal Capital,
    IReadOnlyList<DcaTarget> Targets,
    decimal AmountPerInterval,
    int DeploymentDays,
    TimeSpan Interval,
    int MaxCatchUpIntervals,
    DateTimeOffset? Start,
    string Portfolio)
{
    /// <summary>The name of the plan that settings describe.</summary>
    public const string PlanName = "core";

    static readonly (Pair, decimal)[] standardTargets = [(Pair.Parse("BTCUSDT"), 0.40m), (Pair.Parse("ETHUSDT"), 0.20m)];

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static DcaSettings Read(SettingsReader settings, TradingSettings trading)
    {
        settings.Schedule("Dca:Schedule", "0 5 0 * * *", "when the timer starts the runs that are due");
        var read = new DcaSettings(
            settings.Decimal("Dca:Plan:Capital", 10_000m, 0m, DcaPlan.LargestAmount,
                "USDT of the plan \"core\", made at the first run when there is none"),
            [.. TargetShares.Read(settings, "Dca:Plan:Targets", standardTargets, "of the capital; the sum is at most 1")
                .Select(target => new DcaTarget(target.Pair, target.Share))],
            settings.Decimal("Dca:Plan:AmountPerInterval", 100m, 0m, DcaPlan.LargestAmount,
                "USDT for each interval after the deployment, split by the shares"),
            settings.Integer("Dca:Plan:DeploymentDays", 14, 1, 365, "how many days the capital takes to be deployed"),
            TimeSpan.FromHours(settings.Integer("Dca:Plan:IntervalHours", 24, 1, 8760, "the length of an interval in hours")),
            settings.Integer("Dca:Plan:MaxCatchUpIntervals", 3, 1, 100, "the most intervals that one run makes up for"),
            settings.Date("Dca:Plan:Start", "the first run's day", "the plan's first day, from midnight UTC"),
            trading.Portfolio);
        // The plan's own rules (shares, duplicates) are checked now, not at the first run.
        settings.Check("Dca:Plan", () => read.PlanFrom(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        return read;
    }

    /// <summary>The plan the settings describe.</summary>
    /// <param name="firstRun">The time of the first run, UTC; its day is the start when no other is set.</param>
    public DcaPlan PlanFrom(DateTimeOffset firstRun) => new(
        PlanName, Portfolio, new Money(Capital, Asset.Usdt), Targets,
        Start ?? new DateTimeOffset(firstRun.UtcDateTime.Date, TimeSpan.Zero),
        new Money(AmountPerInterval, Asset.Usdt), DeploymentDays, Interval, MaxCatchUpIntervals);
}
