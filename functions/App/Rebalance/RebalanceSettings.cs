using Orchestrations.App.Settings;
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
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static RebalanceSettings Read(SettingsReader settings)
    {
        var read = new RebalanceParameters(ReadTargets(settings))
        {
            Every = TimeSpan.FromDays(settings.Integer("Rebalance:EveryDays", 90, 1, 3650)),
            MaxDrift = settings.Decimal("Rebalance:MaxDrift", 0.10m, 0.0001m, 1m),
            MinTrade = settings.Decimal("Rebalance:MinTrade", 0.05m, 0m, 1m),
            MaxTrade = settings.Decimal("Rebalance:MaxTrade", 0.20m, 0.0001m, 1m),
            Settling = TimeSpan.FromDays(settings.Integer("Rebalance:SettlingDays", 30, 0, 3650)),
        };
        return new RebalanceSettings(settings.Check("Rebalance:Targets", read.Checked) ?? read);
    }

    static RebalanceTarget[] ReadTargets(SettingsReader settings)
    {
        const string section = "Rebalance:Targets";
        var symbols = settings.KeysBelow(section);
        if (symbols.Count == 0)
            return [new RebalanceTarget(Pair.Parse("BTCUSDT"), 0.40m), new RebalanceTarget(Pair.Parse("ETHUSDT"), 0.20m)];
        var targets = new List<RebalanceTarget>();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
            if (settings.Check($"{section}:{symbol}", () => new ParsedPair(Pair.Parse(symbol.ToUpperInvariant()))) is { } parsed)
                targets.Add(new RebalanceTarget(parsed.Pair, settings.Decimal($"{section}:{symbol}", 0m, 0m, 1m)));
        return [.. targets];
    }

    sealed record ParsedPair(Pair Pair);
}
