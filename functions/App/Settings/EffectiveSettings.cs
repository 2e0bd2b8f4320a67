using Microsoft.Extensions.Configuration;

namespace Orchestrations.App.Settings;

/// <summary>What holds now, and where it comes from. A secret's value never leaves it.</summary>
/// <param name="groups">The settings of this head.</param>
/// <param name="configuration">Where they come from.</param>
public sealed class EffectiveSettings(IEnumerable<SettingsGroup> groups, IConfiguration configuration)
{
    readonly IReadOnlyList<SettingsGroup> groups = [.. groups];

    /// <summary>What is set and read by nobody.</summary>
    public IReadOnlyList<UnknownSetting> Unknown =>
        new UnknownSettings([.. groups.Concat(AppSettings.AzureGroups).SelectMany(group => group.Settings)]).Find(configuration);

    /// <summary>Every setting with what holds now.</summary>
    public IReadOnlyList<SettingLine> Lines =>
        [.. groups.SelectMany(group => group.Settings.Select(setting => LineOf(group.Title, setting)))];

    SettingLine LineOf(string group, Setting setting)
    {
        var (value, origin) = setting.Prefix is null ? One(setting.Key) : Below(setting.Prefix);
        var holds = value ?? (setting.Default.Length == 0 ? null : setting.Default);
        var isSet = origin is not (NamedSettings.Default or NamedSettings.Head);
        return new SettingLine(
            group, setting.Key, setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Type, setting.Range,
            setting.Default, setting.What, setting.Secret, isSet, setting.Secret ? null : holds, origin);
    }

    (string? Value, string Origin) One(string key) =>
        configuration[key] is { Length: > 0 } value && NamedSettings.ProviderOf(configuration, key) is { } provider
            ? (value, NamedSettings.OriginOf(provider))
            : (null, NamedSettings.Default);

    (string? Value, string Origin) Below(string prefix)
    {
        var set = configuration.GetSection(prefix.TrimEnd(':')).AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is { Length: > 0 })
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToList();
        return set.Count == 0
            ? (null, NamedSettings.Default)
            : (string.Join(", ", set.Select(pair => $"{pair.Key} {pair.Value}")), One(prefix + set[0].Key).Origin);
    }
}
