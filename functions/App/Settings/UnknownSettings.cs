using Microsoft.Extensions.Configuration;

namespace Orchestrations.App.Settings;

/// <summary>
/// Settings that nobody reads, which are most often misspelt ones. What a person wrote for this program, on the command line or
/// in its file, is refused; the environment is shared with other programs, so there it is only said.
/// </summary>
/// <param name="known">What is read by any part of the product.</param>
public sealed class UnknownSettings(IReadOnlyCollection<Setting> known)
{
    /// <summary>Code of a setting that nobody reads.</summary>
    public const string Code = "ORC-SETTINGS-003";

    // Read by the hosts and libraries around the app, which have their own lists.
    static readonly string[] others =
        ["Logging", "Kestrel", "AllowedHosts", "AzureFunctionsJobHost", "AzureWebJobs", "FUNCTIONS_", "APPLICATIONINSIGHTS_"];

    /// <summary>All of them, in the order of their names.</summary>
    public IReadOnlyList<UnknownSetting> Find(IConfiguration configuration)
    {
        var named = NamedSettings.KeysFrom(configuration, NamedSettings.CommandLine);
        var below = known.Select(setting => setting.Section).Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(section => configuration.GetSection(section).AsEnumerable())
            .Where(pair => pair.Value is not null && pair.Key.Contains(':', StringComparison.Ordinal))
            .Select(pair => pair.Key);
        return [.. named.Concat(below).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(key => !known.Any(setting => setting.Covers(key)))
            .Where(key => !others.Any(other => key.StartsWith(other, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => new UnknownSetting(key, Origin(configuration, key), Nearest(key)))];
    }

    /// <summary>Those that do not allow a start.</summary>
    public IEnumerable<SettingsProblem> Refused(IConfiguration configuration) => Find(configuration)
        .Where(unknown => unknown.Origin is NamedSettings.CommandLine or NamedSettings.File)
        .Select(unknown => new SettingsProblem(Code, unknown.Key, unknown.Problem));

    static string Origin(IConfiguration configuration, string key) =>
        NamedSettings.ProviderOf(configuration, key) is { } provider ? NamedSettings.OriginOf(provider) : "";

    // A key is like another one when at most a third of it was mistyped.
    string? Nearest(string key)
    {
        var nearest = known
            .Select(setting => (setting.Key, Distance: Distance(key.ToUpperInvariant(), Comparable(setting, key))))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Key is not null && nearest.Distance <= key.Length / 3 ? nearest.Key : null;
    }

    static string Comparable(Setting setting, string key)
    {
        // The part that stands for any is taken as it was written.
        var text = setting.Prefix is { } prefix ? prefix + key[(key.LastIndexOf(':') + 1)..] : setting.Key;
        return text.ToUpperInvariant();
    }

    // Levenshtein's: the least number of characters to insert, delete or replace.
    static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.Length];
    }
}

/// <summary>A setting that nobody reads.</summary>
/// <param name="Key">As it was written.</param>
/// <param name="Origin">Where it was set: environment, command line, local.settings.json, ….</param>
/// <param name="Suggestion">The setting that may be meant; null where none is like it.</param>
public sealed record UnknownSetting(string Key, string Origin, string? Suggestion)
{
    /// <summary>What is wrong, with the remedy.</summary>
    public string Problem => Suggestion is null
        ? "is no setting; docs/reference/settings.md has them all."
        : $"is no setting; did you mean {Suggestion}?";
}
