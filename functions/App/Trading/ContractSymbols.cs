using Orchestrations.App.Settings;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Trading;

/// <summary>A setting that names contracts: symbols separated by commas.</summary>
static class ContractSymbols
{
    const string Standard = "BTCUSDT,ETHUSDT";

    /// <summary>The pairs in the order they are named, each once; what is wrong is collected by the reader.</summary>
    public static IReadOnlyList<Pair> Read(SettingsReader settings, string key, string what)
    {
        var named = settings.Text(key, Standard, what, "symbols", "1 to 20, separated by commas")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(symbol => symbol.ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count is 0 or > 20)
            settings.Refuse(SettingsReader.BadValue, key, "names no contract or more than 20; use symbols such as BTCUSDT,ETHUSDT.");
        var pairs = settings.Check(key, () => named.Select(Pair.Parse).ToArray());
        return pairs ?? [];
    }
}
