using Orchestrations.App.Settings;
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
        var standard = TacticalParameters.Standard;
        var read = new TacticalParameters
        {
            Crash = settings.Decimal("Tactical:Crash", standard.Crash, 0m, 1m),
            DeepCrash = settings.Decimal("Tactical:DeepCrash", standard.DeepCrash, 0m, 1m),
            ExtremeFear = settings.Integer("Tactical:ExtremeFear", standard.ExtremeFear, 0, 100),
            CapitulationRate = settings.Decimal("Tactical:CapitulationRate", standard.CapitulationRate, -1m, 0m),
            CapitulationDays = settings.Integer("Tactical:CapitulationDays", standard.CapitulationDays, 1, 30),
            MinScore = settings.Integer("Tactical:MinScore", standard.MinScore, 1, 6),
            FirstShare = settings.Decimal("Tactical:FirstShare", standard.FirstShare, 0m, 1m),
            Apart = TimeSpan.FromDays(settings.Integer("Tactical:DaysApart", 30, 1, 3650)),
            ProfitTarget = settings.Decimal("Tactical:ProfitTarget", standard.ProfitTarget, 0m, 100m),
            MaxHold = TimeSpan.FromDays(settings.Integer("Tactical:MaxHoldDays", 365, 1, 3650)),
            Slices = settings.Integer("Tactical:Slices", standard.Slices, 1, 100),
            SliceEvery = settings.Duration(
                "Tactical:SliceEvery", standard.SliceEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Gauge = (settings.Check("Tactical:Gauge", () => new ParsedPair(
                Pair.Parse(settings.Text("Tactical:Gauge", "BTCUSDT").ToUpperInvariant()))) ?? new ParsedPair(standard.Gauge)).Pair,
            Targets = ReadTargets(settings, standard),
        };
        return new TacticalSettings(
            settings.Check("Tactical:Targets", read.Checked) ?? standard,
            new Money(settings.Decimal("Tactical:Capital", 0m, 0m, 1_000_000_000_000m), Asset.Usdt));
    }

    static IReadOnlyList<TacticalTarget> ReadTargets(SettingsReader settings, TacticalParameters standard)
    {
        const string section = "Tactical:Targets";
        var symbols = settings.KeysBelow(section);
        if (symbols.Count == 0)
            return standard.Targets;
        var targets = new List<TacticalTarget>();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
            if (settings.Check($"{section}:{symbol}", () => new ParsedPair(Pair.Parse(symbol.ToUpperInvariant()))) is { } parsed)
                targets.Add(new TacticalTarget(parsed.Pair, settings.Decimal($"{section}:{symbol}", 0m, 0m, 1m)));
        return targets;
    }

    sealed record ParsedPair(Pair Pair);
}
