using Microsoft.CodeAnalysis.CSharp;
using Orchestrations.Tidy.Tests.Files;
using Orchestrations.Tidy.Tests.Infra;

namespace Orchestrations.Tidy.Tests;

/// <summary>
/// infra/ against the compiler's rules, Azure's limits, and what the functions need; without Azure. Each rule is also shown
/// something wrong, and must say so.
/// </summary>
public class InfraTests
{
    const string Good = """
        @maxLength(24)
        param name string
        param location string
        param tags object
        var roles = loadJsonContent('roles.json')
        resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
          name: name
          location: location
          tags: tags
          properties: {
            allowSharedKeyAccess: false
            allowBlobPublicAccess: false
            minimumTlsVersion: 'TLS1_2'
          }
        }
        resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
          scope: account
          name: guid(account.id, name, roles.storageBlobDataOwner)
          properties: {
            principalId: name
            roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
          }
        }
        output id string = account.id
        """;

    static readonly Dictionary<string, Func<InfraFolder, IEnumerable<string>>> rules = new()
    {
        ["Texts that are not Bicep"] = InfraStructure.BrokenSyntax,
        ["Parameters, variables and existing resources that nothing uses"] = InfraStructure.Unused,
        ["Names that nothing declares"] = InfraStructure.Undeclared,
        ["Modules and data files that are not there"] = InfraStructure.MissingFiles,
        ["Files that main.bicep does not reach"] = InfraStructure.Unreached,
        ["Arguments that are missing or unknown"] = InfraStructure.WrongArguments,
        ["Outputs that a module does not have"] = InfraStructure.MissingOutputs,
        ["Resources without version or tags"] = InfraStructure.WithoutVersionOrTags,
        ["Names that may become too long"] = InfraNames.TooLong,
        ["Services that would take keys"] = InfraSecurity.LocalAuthentication,
        ["Keys and connection strings"] = InfraSecurity.Keys,
        ["Roles that are not known"] = InfraSecurity.Roles,
        ["Role assignments whose names do not tell scope, principal and role"] = InfraSecurity.AssignmentNames,
    };

    public static TheoryData<string> RuleNames => [.. rules.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Infra_ItsFiles_HoldTheRule(string rule) => Rule.Holds(rule, rules[rule](InfraFolder.Real));

    [Fact]
    public void Rules_GivenAGoodModule_FindNothing() =>
        Assert.Empty(rules.SelectMany(rule => rule.Value(Folder(Good))));

    [Theory]
    [InlineData("Texts that are not Bicep", "  tags: tags\n", "  tags: [\n")]
    [InlineData("Parameters, variables and existing resources that nothing uses", "param tags object", "param tags object\nparam spare int")]
    [InlineData("Parameters, variables and existing resources that nothing uses", "  tags: tags\n", "")]
    [InlineData("Names that nothing declares", "  tags: tags\n", "  tags: labels\n")]
    [InlineData("Modules and data files that are not there", "'roles.json'", "'rolls.json'")]
    [InlineData("Files that main.bicep does not reach", "loadJsonContent('roles.json')", "{ storageBlobDataOwner: 'x' }")]
    [InlineData("Arguments that are missing or unknown", "param tags object", "param tags object\nparam wanted string")]
    [InlineData("Arguments that are missing or unknown", "param location string", "param place string")]
    [InlineData("Outputs that a module does not have", "output id", "output key")]
    [InlineData("Resources without version or tags", "storageAccounts@2023-05-01", "storageAccounts")]
    [InlineData("Resources without version or tags", "  tags: tags\n", "")]
    [InlineData("Names that may become too long", "@maxLength(24)", "@maxLength(25)")]
    [InlineData("Names that may become too long", "@maxLength(24)", "")]
    [InlineData("Names that may become too long", "@maxLength(24)", "@maxLength(14)")]
    [InlineData("Names that may become too long", "Microsoft.Storage/storageAccounts@", "Microsoft.Unheard/of@")]
    [InlineData("Services that would take keys", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("Services that would take keys", "    minimumTlsVersion: 'TLS1_2'\n", "")]
    [InlineData("Keys and connection strings", "account.id\n", "account.listKeys().keys[0].value\n")]
    [InlineData("Keys and connection strings", "account.id\n", "'AccountKey=${account.id}'\n")]
    [InlineData("Roles that are not known", "roles.storageBlobDataOwner)\n  properties", "roles.owner)\n  properties")]
    [InlineData("Roles that are not known", "roles.storageBlobDataOwner)\n  }", "'8e3af657-a8ff-443c-a75c-2fe8c4bcb635')\n  }")]
    [InlineData("Role assignments whose names do not tell scope, principal and role", "guid(account.id, name, ", "guid(account.id, ")]
    [InlineData("Role assignments whose names do not tell scope, principal and role", "  scope: account\n", "")]
    public void Rule_GivenSomethingWrong_FindsIt(string rule, string right, string wrong)
    {
        var text = (Good + "\n").Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Good + "\n", text);
        Assert.NotEmpty(rules[rule](Folder(text)));
    }

    [Fact]
    public void Roles_WithAnotherId_AreFound() => Assert.Contains(
        "roles.json: storageBlobDataOwner is not 00000000-1111-2222-3333-444444444444",
        InfraSecurity.Roles(Folder(Good, roles: """{"storageBlobDataOwner": "00000000-1111-2222-3333-444444444444"}""")));

    [Fact]
    public void AppSettings_TheirNames_HoldNoSecret() =>
        Rule.Holds("Secrets among the app settings", InfraSecurity.SecretSettings(InfraFolder.Real));

    [Fact]
    public void AppSettings_WithAKey_AreFound() => Assert.Equal(
        ["Trading__ApiSecret: a secret belongs into Key Vault"],
        InfraSecurity.SecretSettings(Folder(Good, settings: """{"Trading__ApiSecret": "x"}""")));

    [Fact]
    public void AppSettings_AllOfThem_AreReadBySomebody() =>
        Rule.Holds("App settings that nobody reads", InfraBindings.UnreadSettings(InfraFolder.Real));

    [Fact]
    public void AppSettings_NobodyReads_AreFound() => Assert.Single(
        InfraBindings.UnreadSettings(Folder(Good, settings: """{"Dca__Shedule": "x", "Dca__Schedule": "y", "TASKHUB_NAME": "z"}""")));

    [Fact]
    public void AppSettings_OfTriggers_AreTheAppsDefaults() =>
        Rule.Holds("Defaults that differ between the app and infra", InfraBindings.OtherDefaults(InfraFolder.Real));

    [Fact]
    public void AppSettings_WithAnotherSchedule_AreFound() =>
        Assert.NotEmpty(InfraBindings.OtherDefaults(Folder(Good, settings: """{"Dca__Schedule": "0 6 0 * * *"}""")));

    [Fact]
    public void Functions_SettingsTheirBindingsName_AreProvided() =>
        Rule.Holds("Settings that functions need in Azure", InfraBindings.MissingSettings(InfraFolder.Real, InfraBindings.Real));

    [Fact]
    public void Functions_QueuesAndTopicsTheyName_AreDeclared() =>
        Rule.Holds("Entities that functions need in Azure", InfraBindings.MissingEntities(InfraFolder.Real, InfraBindings.Real));

    [Theory]
    [InlineData("[TimerTrigger(\"%Trend:Schedule%\")] TimerInfo t", "\"Trend__Schedule\": \"<default>\"")]
    [InlineData("[ServiceBusTrigger(\"jobs\", Connection = \"Bus\")] string m", "Bus__fullyQualifiedNamespace")]
    public void Bindings_WithoutTheirSetting_AreFound(string parameter, string remedy) => Assert.Contains(
        InfraBindings.MissingSettings(InfraFolder.Real, Bindings(parameter)), said => said.Contains(remedy, StringComparison.Ordinal));

    [Theory]
    [InlineData("[ServiceBusTrigger(\"nowhere\", Connection = \"ServiceBus\")] string m", "add a queue { \"name\": \"nowhere\"")]
    [InlineData("[ServiceBusTrigger(\"events\", \"nobody\", Connection = \"ServiceBus\")] string m", "the subscription nobody")]
    [InlineData("[ServiceBusTrigger(\"jobs\", Connection = \"ServiceBus\", IsSessionsEnabled = true)] string m", "requiresSession of jobs")]
    [InlineData("[ServiceBusOutput(\"nowhere\", Connection = \"ServiceBus\")] string m", "add a queue")]
    public void Bindings_WithoutTheirEntity_AreFound(string parameter, string remedy) => Assert.Contains(
        InfraBindings.MissingEntities(Folder(Good), Bindings(parameter)), said => said.Contains(remedy, StringComparison.Ordinal));

    [Theory]
    [InlineData("[ServiceBusTrigger(\"jobs\", Connection = \"ServiceBus\")] string m")]
    [InlineData("[ServiceBusTrigger(\"jobs/$deadletterqueue\", Connection = \"ServiceBus\")] string m")]
    [InlineData("[ServiceBusTrigger(\"events\", \"all\", Connection = \"ServiceBus\", IsSessionsEnabled = true)] string m")]
    [InlineData("[ServiceBusOutput(\"events\", Connection = \"ServiceBus\")] string m")]
    public void Bindings_WithTheirEntity_AreLeftAlone(string parameter) =>
        Assert.Empty(InfraBindings.MissingEntities(Folder(Good), Bindings(parameter)));

    [Fact]
    public void Functions_ThatReceiveMessages_AreInTheDeployTable() => Rule.Holds(
        "Functions that the table of docs/operating/deploy.md does not have",
        InfraBindings.MissingInDeployTable(InfraBindings.Real, File.ReadAllText(WorkingTree.FullPath("docs/operating/deploy.md"))));

    [Fact]
    public void Functions_MissingInTheDeployTable_AreFound() => Assert.Single(InfraBindings.MissingInDeployTable(
        Bindings("[ServiceBusTrigger(\"jobs\", Connection = \"ServiceBus\")] string m"), "`F` and nothing else"));

    [Fact]
    public void AzureYaml_AsItIs_FitsTheSchemaAndTheTree() => Rule.Holds("Mistakes in azure.yaml", AzdFile.Wrong(
        File.ReadAllText(WorkingTree.FullPath("azure.yaml")), InfraFolder.Real, path => WorkingTree.Files.Contains(path)));

    [Theory]
    [InlineData("name: orchestrations", "name: Orchestrations", "name:")]
    [InlineData("  module: main", "  module: mane", "infra:")]
    [InlineData("  app:", "  api:", "azd-service-name")]
    [InlineData("functions/Azure", "functions/Azores", "there is no project")]
    [InlineData("host: function", "host: containerapp", "host must be function")]
    [InlineData("postdeploy:", "postdeployment:", "no such hook")]
    [InlineData("smoke-test.sh", "smoke.sh", "there is no infra/hooks/smoke.sh")]
    [InlineData("shell: pwsh", "shell: sh", "windows must run")]
    [InlineData("metadata:", "meta:", "not a key")]
    public void AzureYaml_WithAMistake_IsFound(string right, string wrong, string said)
    {
        var yaml = File.ReadAllText(WorkingTree.FullPath("azure.yaml"));
        Assert.Contains(right, yaml, StringComparison.Ordinal);
        var found = AzdFile.Wrong(
            yaml.Replace(right, wrong, StringComparison.Ordinal), InfraFolder.Real, path => WorkingTree.Files.Contains(path));
        Assert.Contains(found, problem => problem.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void HostJson_SettingsItNames_AreProvided() => Rule.Holds(
        "Settings of host.json that Azure does not give",
        InfraBindings.HostJsonSettings(InfraFolder.Real, File.ReadAllText(WorkingTree.FullPath("host.json"))));

    [Fact]
    public void HostJson_WithAnUnknownSetting_IsFound() => Assert.Equal(
        2, InfraBindings.HostJsonSettings(Folder(Good), """{"hubName": "%HUB%", "connectionStringName": "Scheduler"}""").Count());

    [Fact]
    public void Messaging_ItsNames_AreTaken() =>
        Rule.Holds("Names that Service Bus refuses", InfraNames.MessagingNames(InfraFolder.Real));

    [Fact]
    public void Messaging_WithABadName_IsFound() => Assert.Equal(
        ["subscription " + new string('s', 51)],
        InfraNames.MessagingNames(Folder(Good, subscription: new string('s', 51))));

    [Fact]
    public void Queries_NamesTheyAskFor_AreTheApps() =>
        Rule.Holds("Queries that can never find anything", InfraBindings.UnknownNamesInQueries(InfraFolder.Real));

    [Fact]
    public void Queries_ForUnknownNames_AreFound() => Assert.Equal(2, InfraBindings.UnknownNamesInQueries(Folder(Good, query: """
        AppRequests | where Name in ("SubmitOrder", "SubmitOdrer")
        AppTraces | where tostring(Properties["AuditKind"]) == "order-outcom"
        """)).Count());

    static InfraFolder Folder(
        string module,
        string roles = """{"storageBlobDataOwner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"}""",
        string settings = "{}",
        string subscription = "all",
        string query = "") => new(new Dictionary<string, string>
        {
            ["main.bicep"] = """
                param location string
                var data = {
                  query: loadTextContent('query.kql')
                  messaging: loadJsonContent('messaging.json')
                  settings: loadJsonContent('app-settings.json')
                }
                module storage 'storage.bicep' = {
                  name: 'storage'
                  params: {
                    name: 'st${uniqueString(location)}'
                    location: location
                    tags: { about: data }
                  }
                }
                output id string = storage.outputs.id
                """,
            ["main.parameters.json"] = """{"parameters": {"location": {"value": "x"}}}""",
            ["storage.bicep"] = module,
            ["roles.json"] = roles,
            ["app-settings.json"] = settings,
            ["messaging.json"] = $$"""
                {
                  "queues": [{"name": "jobs", "requiresSession": false}],
                  "topics": [{"name": "events", "subscriptions": [{"name": "{{subscription}}", "requiresSession": true}]}]
                }
                """,
            ["query.kql"] = query,
        });

    static IEnumerable<FunctionBinding> Bindings(string parameter) => FunctionBinding.In(
        "Trend.cs",
        CSharpSyntaxTree.ParseText($"class Trend {{ [Function(\"F\")] void F({parameter}) {{ }} }}").GetCompilationUnitRoot(),
        _ => null);
}
