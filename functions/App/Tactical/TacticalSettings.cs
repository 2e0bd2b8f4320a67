using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.App.Tactical;

/// <summary>
/// The settings section <c>Tactical</c>: Schedule (NCRONTAB, 0 20 0 * * *), Capital (0 USDT, given once from CORE), Crash (0.50),
/// DeepCrash (0.70), ExtremeFear (20), CapitulationRate (-0.0005), CapitulationDays (3), MinScore (3), FirstShare (0.5),
/// DaysApart (30), ProfitTarget (1.00), MaxHoldDays (365), Slices (6), SliceEvery (01:00:00), Gauge (BTCUSDT),
/// Targets:&lt;SYMBOL&gt; (BTCUSDT 0.80, ETHUSDT 0.20).
/// </summary>
/// <param name="Parameters">The numbers.</param>
/// <param name="Capital">What the reserve is given once, in USDT; funding income and capital increases come on top.</param>
public sealed record TacticalSettings(TacticalParameters Parameters, Money Capital)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static TacticalSettings Read(SettingsReader settings)
    {
        settings.Schedule("Tactical:Schedule", "0 20 0 * * *", "when the reserve looks");
        var standard = TacticalParameters.Standard;
        var read = new TacticalParameters
        {
            Crash = settings.Decimal("Tactical:Crash", standard.Crash, 0m, 1m, "the fall from the all-time high that scores 2"),
            DeepCrash = settings.Decimal("Tactical:DeepCrash", standard.DeepCrash, 0m, 1m,
                "the fall from the all-time high that scores 3"),
            ExtremeFear = settings.Integer("Tactical:ExtremeFear", standard.ExtremeFear, 0, 100,
                "a fear and greed index at or below scores 2"),
            CapitulationRate = settings.Decimal("Tactical:CapitulationRate", standard.CapitulationRate, -1m, 0m,
                "the funding rate that is capitulation when it is below"),
            CapitulationDays = settings.Integer("Tactical:CapitulationDays", standard.CapitulationDays, 1, 30,
                "funding below that rate for so many days scores 1"),
            MinScore = settings.Integer("Tactical:MinScore", standard.MinScore, 1, 6, "the score to deploy at"),
            FirstShare = settings.Decimal("Tactical:FirstShare", standard.FirstShare, 0m, 1m,
                "the part of the reserve that the first deployment uses; the second uses the rest"),
            Apart = TimeSpan.FromDays(settings.Integer("Tactical:DaysApart", 30, 1, 3650, "days between two deployments")),
            ProfitTarget = settings.Decimal("Tactical:ProfitTarget", standard.ProfitTarget, 0m, 100m,
                "the gain at which a position goes back to CORE; 1 is a doubling"),
            MaxHold = TimeSpan.FromDays(settings.Integer("Tactical:MaxHoldDays", 365, 1, 3650, "days after which it does anyway")),
            Slices = settings.Integer("Tactical:Slices", standard.Slices, 1, 100, "into how many parts a deployment is cut"),
            SliceEvery = settings.Duration(
                "Tactical:SliceEvery", standard.SliceEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1),
                "the time between two of them"),
            Gauge = (settings.Check("Tactical:Gauge", () => new ParsedPair(Pair.Parse(
                    settings.Text("Tactical:Gauge", standard.Gauge.Symbol, "whose fall is measured", "symbol").ToUpperInvariant())))
                ?? new ParsedPair(standard.Gauge)).Pair,
            Targets = [.. TargetShares.Read(
                    settings, "Tactical:Targets", [.. standard.Targets.Select(target => (target.Pair, target.Share))],
                    "what is bought; together 1")
                .Select(target => new TacticalTarget(target.Pair, target.Share))],
        };
        return new TacticalSettings(
            settings.Check("Tactical:Targets", read.Checked) ?? standard,
            new Money(settings.Decimal(
                "Tactical:Capital", 0m, 0m, 1_000_000_000_000m,
                "USDT, given once from CORE; funding income and capital increases come on top"), Asset.Usdt));
    }

    sealed record ParsedPair(Pair Pair);
}
