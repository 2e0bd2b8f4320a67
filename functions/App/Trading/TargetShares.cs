using Orchestrations.App.Settings;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Trading;

/// <summary>Settings that give shares to symbols, one for each.</summary>
static class TargetShares
{
    /// <summary>The pairs and their shares, by symbol; the standard ones where none is set. What is wrong the reader collects.</summary>
    /// <param name="settings">The reader.</param>
    /// <param name="section">The section, such as Dca:Plan:Targets.</param>
    /// <param name="standard">What holds when none is set.</param>
    /// <param name="what">What they are shares of.</param>
    public static IReadOnlyList<(Pair Pair, decimal Share)> Read(
        SettingsReader settings, string section, IReadOnlyList<(Pair Pair, decimal Share)> standard, string what)
    {
        var said = string.Join(", ", standard.Select(target => FormattableString.Invariant($"{target.Pair.Symbol} {target.Share:0.00}")));
        var symbols = settings.KeysBelow(section, "SYMBOL", "0 to 1", said, what);
        if (symbols.Count == 0)
            return standard;
        var targets = new List<(Pair, decimal)>();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
            if (settings.Check($"{section}:{symbol}", () => new ParsedPair(Pair.Parse(symbol.ToUpperInvariant()))) is { } parsed)
                targets.Add((parsed.Pair, settings.Decimal($"{section}:{symbol}", 0m, 0m, 1m, what)));
        return targets;
    }

    sealed record ParsedPair(Pair Pair);
}
