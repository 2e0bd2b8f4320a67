using System.Text.RegularExpressions;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>
/// How long names can become, worked out from the expressions that make them, against the longest that Azure takes
/// (learn.microsoft.com, "Naming rules and restrictions for Azure resources").
/// </summary>
static partial class InfraNames
{
    static readonly Dictionary<string, int> longest = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = 36,
        ["Microsoft.DocumentDB/databaseAccounts"] = 44,
        ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases"] = 255,
        ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers"] = 255,
        ["Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"] = 36,
        ["Microsoft.DurableTask/schedulers"] = 64,
        ["Microsoft.DurableTask/schedulers/taskhubs"] = 64,
        ["Microsoft.Insights/actionGroups"] = 260,
        ["Microsoft.Insights/components"] = 260,
        ["Microsoft.Insights/diagnosticSettings"] = 260,
        ["Microsoft.Insights/metricAlerts"] = 260,
        ["Microsoft.Insights/scheduledQueryRules"] = 260,
        ["Microsoft.Insights/workbooks"] = 260,
        ["Microsoft.KeyVault/vaults"] = 24,
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = 128,
        ["Microsoft.Network/privateDnsZones"] = 63,
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = 80,
        ["Microsoft.Network/privateEndpoints"] = 64,
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = 80,
        ["Microsoft.Network/virtualNetworks"] = 64,
        ["Microsoft.OperationalInsights/workspaces"] = 63,
        ["Microsoft.Resources/resourceGroups"] = 90,
        ["Microsoft.ServiceBus/namespaces"] = 50,
        ["Microsoft.Storage/storageAccounts"] = 24,
        ["Microsoft.Storage/storageAccounts/blobServices"] = 7,
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = 63,
        ["Microsoft.Storage/storageAccounts/tableServices"] = 7,
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = 63,
        ["Microsoft.Web/serverfarms"] = 60,
        ["Microsoft.Web/sites"] = 60,
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = 4,
        ["Microsoft.Web/sites/config"] = 60,
    };

    /// <summary>Their names come from messaging.json, where <see cref="MessagingNames"/> checks them.</summary>
    static readonly HashSet<string> fromMessaging = new(StringComparer.Ordinal)
    {
        "Microsoft.ServiceBus/namespaces/queues",
        "Microsoft.ServiceBus/namespaces/topics",
        "Microsoft.ServiceBus/namespaces/topics/subscriptions",
    };

    public static IEnumerable<string> TooLong(InfraFolder infra)
    {
        foreach (var file in infra.Bicep)
        {
            foreach (var resource in file.Resources.Where(resource => !fromMessaging.Contains(resource.Type)))
            {
                var length = resource.Body.At("name") is { } name ? LengthOf(infra, file, name) : null;
                if (!longest.TryGetValue(resource.Type, out var most))
                    yield return $"{file.Path}:{resource.Line}: add the longest name of {resource.Type} to {nameof(InfraNames)}";
                else if (length is null)
                    yield return $"{file.Path}:{resource.Line}: no telling how long the name of {resource.Symbol} becomes; "
                        + "give the parameter in it a @maxLength";
                else if (length > most)
                    yield return $"{file.Path}:{resource.Line}: {resource.Symbol} may be {length} long, {resource.Type} takes {most}";
            }
            foreach (var module in file.Modules)
                foreach (var (key, value) in module.Arguments)
                    if (infra.File(module.File)?.Parameters.FirstOrDefault(p => p.Name == key)?.MaxLength is { } most
                        && (LengthOf(infra, file, value) is not { } length || length > most))
                        yield return $"{file.Path}, module {module.Symbol}: {key} may be {LengthOf(infra, file, value)} long, "
                            + $"{module.File} takes {most}";
        }
    }

    public static IEnumerable<string> MessagingNames(InfraFolder infra)
    {
        var messaging = infra.Json("messaging.json");
        foreach (var queue in messaging.GetProperty("queues").EnumerateArray())
            if (Bad(queue.GetProperty("name").GetString()!, 260))
                yield return "queue " + queue.GetProperty("name");
        foreach (var topic in messaging.GetProperty("topics").EnumerateArray())
        {
            if (Bad(topic.GetProperty("name").GetString()!, 260))
                yield return "topic " + topic.GetProperty("name");
            foreach (var subscription in topic.GetProperty("subscriptions").EnumerateArray())
                if (Bad(subscription.GetProperty("name").GetString()!, 50))
                    yield return "subscription " + subscription.GetProperty("name");
        }
    }

    static bool Bad(string name, int most) => name.Length > most || !EntityName().IsMatch(name);

    /// <summary>The longest text that an expression can become; null where that cannot be told.</summary>
    static int? LengthOf(InfraFolder infra, BicepFile file, BicepNode node) => node.Type switch
    {
        "string" => node.Children.Sum(part =>
            part.Type == "string_content" ? part.Text.Length : LengthOf(infra, file, part.Children[0])),
        "identifier" => OfName(infra, file, node.Text),
        "call_expression" => OfCall(infra, file, node),
        "member_expression" => OfMember(infra, file, node.Text),
        _ => null,
    };

    static int? OfName(InfraFolder infra, BicepFile file, string name) =>
        file.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } declared ? declared.MaxLength
        : file.Variables.FirstOrDefault(variable => variable.Name == name).Value is { } value ? LengthOf(infra, file, value)
        : null;

    static int? OfCall(InfraFolder infra, BicepFile file, BicepNode call)
    {
        var arguments = call.Child("arguments")!.Children;
        return call.Children[0].Text switch
        {
            "guid" => 36,
            "uniqueString" => 13,
            "toLower" => LengthOf(infra, file, arguments[0]),
            "take" when int.TryParse(arguments[1].Text, out var most) => Math.Min(most, LengthOf(infra, file, arguments[0]) ?? most),
            _ => null,
        };
    }

    static int? OfMember(InfraFolder infra, BicepFile file, string text)
    {
        if (text == "environment().suffixes.storage")
            return "core.usgovcloudapi.net".Length;
        if (LoadedJson().Match(text) is { Success: true } loaded)
            return infra.Strings(loaded.Groups["file"].Value)[loaded.Groups["key"].Value].Length;
        var parts = text.Replace("!", "", StringComparison.Ordinal).Split('.');
        if (parts is [var symbol, "outputs", var output] && file.Modules.FirstOrDefault(m => m.Symbol == symbol) is { } module)
            return infra.File(module.File) is { } target && target.Outputs.FirstOrDefault(o => o.Name == output).Value is { } value
                ? LengthOf(infra, target, value)
                : null;
        if (parts is [var owner, var key])
        {
            if (key == "name" && file.Resources.FirstOrDefault(resource => resource.Symbol == owner) is { } resource)
                return LengthOf(infra, file, resource.Body.At("name")!);
            if (file.Variables.FirstOrDefault(variable => variable.Name == owner).Value?.Text is { } load
                && LoadedFile().Match(load) is { Success: true } json)
                return infra.Strings(json.Groups["file"].Value)[key].Length;
            // A loop over a list of objects that a variable of the file holds.
            return file.Variables.SelectMany(variable => variable.Value.Of("object"))
                .Select(item => item.At(key)?.Literal?.Length).Max();
        }
        return null;
    }

    [GeneratedRegex(@"^loadJsonContent\('(?<file>[^']+)'\)\.(?<key>\w+)$")]
    private static partial Regex LoadedJson();

    [GeneratedRegex(@"^loadJsonContent\('(?<file>[^']+)'\)$")]
    private static partial Regex LoadedFile();

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*[a-z0-9]$")]
    private static partial Regex EntityName();
}
