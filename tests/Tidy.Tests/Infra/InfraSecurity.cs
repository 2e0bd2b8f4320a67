using System.Text.RegularExpressions;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>Nobody reaches a service by a key, and no role is given that a reader cannot name.</summary>
static partial class InfraSecurity
{
    /// <summary>Azure's built-in roles that may be used here (learn.microsoft.com, "Azure built-in roles").</summary>
    static readonly Dictionary<string, string> builtIn = new(StringComparer.Ordinal)
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["durableTaskDataContributor"] = "0ad04412-c4d5-4796-b79c-f76d14c8d402",
        ["serviceBusDataReceiver"] = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        ["serviceBusDataSender"] = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["keyVaultCryptoUser"] = "12338af0-0e69-4776-bea7-57ae8d297424",
    };

    /// <summary>Cosmos DB's two roles for data, which are the same in every account.</summary>
    static readonly HashSet<string> cosmosRoles =
        ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"];

    /// <summary>What each service must say to refuse keys, or to keep what it holds.</summary>
    static readonly (string Type, string Property, string Value)[] hardened =
    [
        ("Microsoft.DocumentDB/databaseAccounts", "properties.disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.ServiceBus/namespaces", "properties.disableLocalAuth", "true"),
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "'TLS1_2'"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false"),
    ];

    /// <summary>Settings named like secrets that are none, and why.</summary>
    static readonly HashSet<string> harmless =
    [
        // Holds the instrumentation key, which is worth nothing where local authentication is off.
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        // An address and the client id of an identity.
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
    ];

    public static IEnumerable<string> LocalAuthentication(InfraFolder infra) =>
        from file in infra.Bicep
        from resource in file.Resources
        where !resource.IsExisting
        from rule in hardened
        where rule.Type == resource.Type && resource.Body.At(rule.Property.Split('.'))?.Text != rule.Value
        select $"{file.Path}:{resource.Line}: {resource.Symbol} must have {rule.Property}: {rule.Value}";

    public static IEnumerable<string> Keys(InfraFolder infra) =>
        from file in infra.Bicep
        from node in file.Root.Walk()
        where node.Type is "identifier" or "property_identifier" or "string_content"
        where KeyAccess().IsMatch(node.Text)
        select $"{file.Path}:{node.Line}: {node.Text}";

    public static IEnumerable<string> SecretSettings(InfraFolder infra) =>
        from setting in infra.AppSettings()
        where SecretName().IsMatch(setting.Key) && !harmless.Contains(setting.Key)
        select $"{setting.Key}: a secret belongs into Key Vault";

    public static IEnumerable<string> Roles(InfraFolder infra)
    {
        var ours = infra.Strings("roles.json");
        foreach (var (name, id) in ours)
            if (!builtIn.TryGetValue(name, out var known) || known != id)
                yield return $"roles.json: {name} is not {id}";
        foreach (var name in ours.Keys.Where(name => infra.Bicep.All(file => !file.Text.Contains("roles." + name, StringComparison.Ordinal))))
            yield return $"roles.json: nobody is given {name}";
        foreach (var file in infra.Bicep)
        {
            foreach (Match use in RoleUse().Matches(file.Text))
                if (!ours.ContainsKey(use.Groups[1].Value))
                    yield return $"{file.Path}: roles.json has no {use.Groups[1].Value}";
            foreach (Match id in Id().Matches(file.Text))
                if (!cosmosRoles.Contains(id.Value))
                    yield return $"{file.Path}: put the id {id.Value} into roles.json under its name";
        }
    }

    /// <summary>A role assignment's name must differ with scope, principal and role, or a second one replaces the first.</summary>
    public static IEnumerable<string> AssignmentNames(InfraFolder infra) =>
        from file in infra.Bicep
        from resource in file.Resources
        where resource.Type is "Microsoft.Authorization/roleAssignments" or "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"
        let name = resource.Body.At("name")?.Text ?? ""
        let principal = resource.Body.At("properties", "principalId")?.Text ?? "?"
        let role = Last().Match(resource.Body.At("properties", "roleDefinitionId")?.Text ?? "?").Value
        where !name.StartsWith("guid(", StringComparison.Ordinal)
            || !name.Contains(".id", StringComparison.Ordinal)
            || !name.Contains(principal, StringComparison.Ordinal)
            || !name.Contains(role, StringComparison.Ordinal)
            || resource.Body.At("scope") is null && resource.Body.At("properties", "scope") is null
        select $"{file.Path}:{resource.Line}: {resource.Symbol}";

    [GeneratedRegex(@"^list(\w*Keys|\w*ConnectionStrings|\w*Secrets|\w*Sas)$|^(primary|secondary)\w*(Key|ConnectionString)$|"
        + @"(AccountKey|SharedAccessKey(Name)?|Password|Pwd|sig)=|^@Microsoft\.KeyVault", RegexOptions.IgnoreCase)]
    private static partial Regex KeyAccess();

    [GeneratedRegex("(Key|Secret|Password|Pwd|ConnectionString|_CONNECTION_STRING|Token|Sas)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?<!')\broles\.(\w+)")]
    private static partial Regex RoleUse();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"[\w.]+(?=\)?$)")]
    private static partial Regex Last();
}
