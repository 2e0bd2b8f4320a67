using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>
/// The functions need settings, queues, topics and roles; infra/ gives them. Here both sides are compared, so that a function
/// that runs locally does not stand still in Azure.
/// </summary>
static partial class InfraBindings
{
    /// <summary>Settings that the Functions host and Microsoft's libraries read, and those that are always there.</summary>
    static readonly string[] readByTheHost =
    [
        "AZURE_CLIENT_ID", "AzureWebJobsStorage__", "APPLICATIONINSIGHTS_", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "TASKHUB_NAME", "ServiceBus__",
        // Given to whatever signs: the hook makes its secrets with the vault.
        "Keys__VaultUri",
    ];

    static readonly string[] appAndHead = ["functions/App", "functions/Azure"];

    static readonly Lazy<IReadOnlyList<SourceFile>> sources = new(() =>
        [.. WorkingTree.Sources.Where(source => appAndHead.Any(source.IsIn))]);

    static readonly Lazy<IReadOnlyList<FunctionBinding>> real = new(() =>
        [.. sources.Value.SelectMany(source => FunctionBinding.In(source.Path, source.Syntax, Constant))]);

    /// <summary>Those of the app.</summary>
    public static IReadOnlyList<FunctionBinding> Real => real.Value;

    public static IEnumerable<string> MissingSettings(InfraFolder infra, IEnumerable<FunctionBinding> bindings)
    {
        var given = infra.AppSettings();
        foreach (var binding in bindings)
        {
            foreach (var setting in binding.Settings.Where(setting => !given.ContainsKey(Flat(setting))))
                yield return $"{binding}: the host reads %{setting}% from app settings only; add \"{Flat(setting)}\": \"<default>\" "
                    + "to infra/app-settings.json";
            if (binding.Connection is { } connection && !given.ContainsKey(connection + "__fullyQualifiedNamespace"))
                yield return $"{binding}: add {connection}__fullyQualifiedNamespace, __credential and __clientId to the settings in "
                    + "infra/function-app.bicep, or use Connection = \"ServiceBus\", which is there";
        }
    }

    public static IEnumerable<string> MissingEntities(InfraFolder infra, IEnumerable<FunctionBinding> bindings)
    {
        var messaging = infra.Json("messaging.json");
        foreach (var binding in bindings.Where(binding => binding.Entity is not null))
        {
            var entity = binding.Entity!.Split('/')[0];
            var queue = Named(messaging.GetProperty("queues"), entity);
            var topic = Named(messaging.GetProperty("topics"), entity);
            var source = binding.Subscription is null ? queue : Subscription(topic, binding.Subscription.Split('/')[0]);
            if (binding.IsOutput ? queue is null && topic is null : source is null)
                yield return binding.Subscription is null
                    ? $"{binding}: add a queue {{ \"name\": \"{entity}\", ... }} to \"queues\" in infra/messaging.json"
                    : $"{binding}: add the topic {entity} with the subscription {binding.Subscription} to \"topics\" in "
                        + "infra/messaging.json";
            else if (source is { } found && found.GetProperty("requiresSession").GetBoolean() != binding.Sessions)
                yield return $"{binding}: IsSessionsEnabled and requiresSession of {entity} in infra/messaging.json differ";
        }
    }

    /// <summary>Settings given that no code reads: misspelt, or left over.</summary>
    public static IEnumerable<string> UnreadSettings(InfraFolder infra)
    {
        var code = string.Concat(sources.Value.Select(source => source.Text));
        return infra.AppSettings().Keys
            .Where(key => !readByTheHost.Any(known => key.StartsWith(known, StringComparison.Ordinal)))
            .Where(key => !code.Contains($"\"{key.Replace("__", ":", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
                && !code.Contains($"%{key.Replace("__", ":", StringComparison.Ordinal)}%", StringComparison.Ordinal))
            .Select(key => $"{key}: no code under functions/App or functions/Azure reads it");
    }

    /// <summary>Schedules in infra that are not the app's own defaults: what runs at which hour would depend on where it runs.</summary>
    public static IEnumerable<string> OtherDefaults(InfraFolder infra)
    {
        var defaults = sources.Value.SelectMany(source => DefaultSetting().Matches(source.Text))
            .ToDictionary(match => Flat(match.Groups["key"].Value), match => match.Groups["value"].Value);
        var given = infra.Strings("app-settings.json");
        foreach (var (key, value) in defaults)
            if (!given.TryGetValue(key, out var other) || other != value)
                yield return $"infra/app-settings.json: \"{key}\" must be \"{value}\", as the code declares it";
    }

    /// <summary>What host.json takes from settings.</summary>
    public static IEnumerable<string> HostJsonSettings(InfraFolder infra, string hostJson)
    {
        var given = infra.AppSettings();
        var wanted = Percent().Matches(hostJson).Select(match => match.Groups[1].Value)
            .Concat(ConnectionName().Matches(hostJson).Select(match => match.Groups[1].Value));
        return wanted.Where(name => !given.ContainsKey(Flat(name)))
            .Select(name => $"host.json: add {Flat(name)} to infra/app-settings.json or infra/function-app.bicep");
    }

    /// <summary>Functions and roles that the table of docs/operating/deploy.md does not name.</summary>
    public static IEnumerable<string> MissingInDeployTable(IEnumerable<FunctionBinding> bindings, string page) => bindings
        .Where(binding => binding.Entity is not null && !binding.IsOutput)
        .Where(binding => !page.Contains($"`{binding.Function}`", StringComparison.Ordinal)
            || !page.Contains($"`{binding.Entity!.Split('/')[0]}`", StringComparison.Ordinal))
        .Select(binding => $"{binding}: name `{binding.Function}` and `{binding.Entity}` in the table of docs/operating/deploy.md");

    /// <summary>Functions and kinds of audit records that queries ask for and the app does not have.</summary>
    public static IEnumerable<string> UnknownNamesInQueries(InfraFolder infra)
    {
        var functions = sources.Value.SelectMany(source => FunctionName().Matches(source.Text))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var code = string.Concat(sources.Value.Select(source => source.Text));
        foreach (var path in infra.Paths.Where(path => path.EndsWith(".kql", StringComparison.Ordinal) || path == "workbook.json"))
        {
            var text = infra.Text(path).Replace("\\\"", "\"", StringComparison.Ordinal);
            foreach (Match list in NameList().Matches(text))
                foreach (Match name in Quoted().Matches(list.Value))
                    if (!functions.Contains(name.Groups[1].Value))
                        yield return $"infra/{path}: there is no function {name.Groups[1].Value}";
            foreach (Match kind in AuditKind().Matches(text))
                if (!code.Contains($"\"{kind.Groups[1].Value}\"", StringComparison.Ordinal))
                    yield return $"infra/{path}: nothing records the audit kind {kind.Groups[1].Value}";
        }
    }

    static string Flat(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    static JsonElement? Named(JsonElement list, string name) => list.EnumerateArray()
        .Where(item => string.Equals(item.GetProperty("name").GetString(), name, StringComparison.OrdinalIgnoreCase))
        .Select(item => (JsonElement?)item).FirstOrDefault();

    static JsonElement? Subscription(JsonElement? topic, string name) =>
        topic is { } found ? Named(found.GetProperty("subscriptions"), name) : null;

    static string? Constant(string name) => sources.Value
        .SelectMany(source => source.Syntax.DescendantNodes().OfType<FieldDeclarationSyntax>())
        .SelectMany(field => field.Declaration.Variables)
        .Where(variable => variable.Identifier.Text == name)
        .Select(variable => (variable.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText)
        .FirstOrDefault(text => text is not null);

    [GeneratedRegex(@"\.Schedule\(""(?<key>[A-Z]\w+(:\w+)+)"", ""(?<value>[^""]*)""")]
    private static partial Regex DefaultSetting();

    [GeneratedRegex(@"\[Function\(nameof\((\w+)\)\)\]")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"\bName in \([^)]*\)")]
    private static partial Regex NameList();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"AuditKind""\]\) == ""([^""]+)""")]
    private static partial Regex AuditKind();

    [GeneratedRegex("%([^%\"]+)%")]
    private static partial Regex Percent();

    [GeneratedRegex("\"connectionStringName\": *\"([^\"]+)\"")]
    private static partial Regex ConnectionName();
}
