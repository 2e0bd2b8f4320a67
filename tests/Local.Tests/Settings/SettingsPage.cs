using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrations.App.Settings;
using Orchestrations.Local.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Settings;

/// <summary>
/// Writes docs/reference/settings.md: what is read, as the code declares it by reading; where it comes from on Azure, as the files
/// in infra say it.
/// </summary>
sealed partial class SettingsPage
{
    const string Head = """
        # Settings

        Written from the code, which declares a setting by reading it; a test keeps both in step. What holds on a running host, and where
        it comes from: `GET /api/settings`.

        **On this machine** they come from, weakest first: defaults, `local.settings.json`, environment variables (`:` becomes `__`),
        `--set Key=Value` ([operating/local.md](../operating/local.md)). **On Azure** they are app settings, by the name of the environment
        variable. `azd provision` sets those of `infra/app-settings.json` and `infra/function-app.bicep` and takes every other away: add
        yours to the former. A *secret* is never shown; give it neither on a command line, which other programs see, nor as an app setting:
        on Azure it is a secret of Key Vault, by the name in the table, and is read when the app starts.

        Everything that is wrong is said at the start, all at once (ORC-SETTINGS-001, ORC-SETTINGS-002). What is set and read by nobody is
        refused too, with the name that may be meant; in the environment, which other programs share, it is a warning (ORC-SETTINGS-003).

        """;

    const string Foot = """

        ## More

        The rules of `Risk`, and how to add one: [risk-rules.md](risk-rules.md). How operations work:
        [operating/operations.md](../operating/operations.md). What can be set for queues, topics and subscriptions:
        [service-bus.md](service-bus.md).

        `host.json` governs the route prefix, the numbers of activities, of orchestrators and of entities at once, the host's version and what
        becomes of instances of other versions (`defaultVersion`, `versionMatchStrategy`, `versionFailureStrategy`), and log levels, as on the
        Functions host.

        """;

    readonly HashSet<string> appSettings;
    readonly Dictionary<string, string> bicep;

    public SettingsPage()
    {
        using var json = JsonDocument.Parse(Infra("app-settings.json"));
        appSettings = [.. json.RootElement.EnumerateObject().Select(property => property.Name)];
        var given = Pairs(Infra("main.bicep")).GroupBy(pair => pair.Name).ToDictionary(pair => pair.Key, pair => pair.Last().Value);
        bicep = Pairs(Infra("function-app.bicep")).Where(pair => AppSettingName().IsMatch(pair.Name))
            .ToDictionary(pair => pair.Name, pair => given.GetValueOrDefault(pair.Value, pair.Value));
    }

    /// <summary>What the infrastructure sets, by the name of the environment variable.</summary>
    public IEnumerable<string> SetByInfra => appSettings.Concat(bicep.Keys);

    public string Write()
    {
        var page = new StringBuilder(Head);
        foreach (var group in AppSettings.Groups)
            Write(page, group, "any", setting => OnAzure(setting));
        foreach (var group in LocalSettings.Groups)
            Write(page, group, "any", _ => "–");
        foreach (var group in AppSettings.AzureGroups)
            Write(page, group, "–", setting => OnAzure(setting));
        return page.Append(Foot).ToString();
    }

    static void Write(StringBuilder page, SettingsGroup group, string here, Func<Setting, string> onAzure)
    {
        page.Append($"\n## {group.Title}\n\n| key | type | range | default | on this machine | on Azure | what |\n|---|---|---|---|---|---|---|\n");
        foreach (var setting in group.Settings)
            page.Append($"| `{setting.Key}` | {setting.Type}{(setting.Secret ? ", secret" : "")} | {Cell(setting.Range)} "
                + $"| {Default(setting)} | {(setting.Secret ? "environment, file" : here)} | {onAzure(setting)} | {Cell(setting.What)} |\n");
    }

    static string Default(Setting setting) => setting.Default.Length == 0 ? "none"
        : setting.Type is Setting.ScheduleType ? $"`{setting.Default}`" : Cell(setting.Default);

    // Set by infra, or else by whoever operates it.
    string OnAzure(Setting setting)
    {
        var variable = setting.Key.Replace(":", "__", StringComparison.Ordinal);
        return appSettings.Contains(variable) ? "`app-settings.json`"
            : bicep.TryGetValue(variable, out var value) ? $"`{value}`"
            : setting.Secret ? $"Key Vault, `{VaultSecrets.Names[setting.Key]}`" : "app setting";
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    static IEnumerable<(string Name, string Value)> Pairs(string text) => Pair().Matches(text)
        .Select(match => (match.Groups["name"].Value, match.Groups["value"].Value.Trim('\'')));

    static string Infra(string name) => File.ReadAllText(Path.Combine(Repository.Root, "infra", name));

    [GeneratedRegex(@"^\s+(?<name>\w+): (?<value>[^\s{\[].*)$", RegexOptions.Multiline)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^([A-Z]\w*__\w+|[A-Z]+(_[A-Z]+)+)$")]
    private static partial Regex AppSettingName();
}
