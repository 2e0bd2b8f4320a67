using System.Text.RegularExpressions;
using Orchestrations.TestKit;

namespace Orchestrations.Tidy.Tests;

/// <summary>
/// docs/reference/settings.md, which is written from what code declares by reading it, names every setting that stands anywhere in
/// the code: nothing is read past the reader. And it names no other.
/// </summary>
public partial class SettingsPageTests
{
    static readonly string[] sections =
    [
        "Trading", "Dca", "Risk", "Paper", "MarketData", "ServiceBus", "Host", "Retention", "History", "Cosmos",
        "RiskWatch", "Operations", "Rebalance", "Tactical", "Capital",
        "Reconciliation", "Funding", "Trend",
        "Keys", "ProofPacks", "Alerts", "Health", "Bybit", "Audit",
    ];

    [Fact]
    public void SettingsPage_KeysReadByTheCode_AreListed()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "settings.md"));
        var missing = KeysInCode().Where(key => !page.Contains($"`{key}", StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, "Settings that docs/reference/settings.md does not name: " + string.Join(", ", missing));
    }

    [Fact]
    public void SettingsPage_KeysListed_AreReadByTheCode()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "settings.md"));
        var known = KeysInCode().ToHashSet(StringComparer.Ordinal);
        var unknown = ListedKey().Matches(page)
            .Select(match => match.Groups[1].Value.Split(":<")[0])
            .Where(key => sections.Contains(key.Split(':')[0]))
            .Where(key => !known.Any(read => read == key || key.StartsWith(read + ":", StringComparison.Ordinal)))
            .ToList();
        Assert.True(unknown.Count == 0, "Settings on the page that no code reads: " + string.Join(", ", unknown));
    }

    static SortedSet<string> KeysInCode()
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories))
            if (!file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                foreach (Match match in QuotedKey().Matches(File.ReadAllText(file)))
                    if (sections.Contains(match.Groups[1].Value.Split(':')[0]))
                        keys.Add(match.Groups[1].Value);

        // The section a plan's settings are refused under, not a setting itself.
        keys.Remove("Dca:Plan");
        return keys;
    }

    [GeneratedRegex("\"([A-Z][A-Za-z]+(?::[A-Za-z]+)+)\"")]
    private static partial Regex QuotedKey();

    [GeneratedRegex("`([A-Z][A-Za-z]+(?::[A-Za-z<>]+)+)`")]
    private static partial Regex ListedKey();
}
