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

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static DcaSettings Read(SettingsReader settings, TradingSettings trading)
    {
        var read = new DcaSettings(
            settings.Decimal("Dca:Plan:Capital", 10_000m, 0m, DcaPlan.LargestAmount),
            ReadTargets(settings),
            settings.Decimal("Dca:Plan:AmountPerInterval", 100m, 0m, DcaPlan.LargestAmount),
            settings.Integer("Dca:Plan:DeploymentDays", 14, 1, 365),
            TimeSpan.FromHours(settings.Integer("Dca:Plan:IntervalHours", 24, 1, 8760)),
            settings.Integer("Dca:Plan:MaxCatchUpIntervals", 3, 1, 100),
            settings.Date("Dca:Plan:Start"),
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

    static DcaTarget[] ReadTargets(SettingsReader settings)
    {
        const string section = "Dca:Plan:Targets";
        var symbols = settings.KeysBelow(section);
        if (symbols.Count == 0)
            return [new DcaTarget(Pair.Parse("BTCUSDT"), 0.40m), new DcaTarget(Pair.Parse("ETHUSDT"), 0.20m)];
        var targets = new List<DcaTarget>();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
            if (settings.Check($"{section}:{symbol}", () => new ParsedPair(Pair.Parse(symbol.ToUpperInvariant()))) is { } parsed)
                targets.Add(new DcaTarget(parsed.Pair, settings.Decimal($"{section}:{symbol}", 0m, 0m, 1m)));
        return [.. targets];
    }

    sealed record ParsedPair(Pair Pair);
}
