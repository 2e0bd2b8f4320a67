using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.App;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.Messaging;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.OnAzure;
using Orchestrations.OnAzure.Bybit;
using Orchestrations.OnAzure.Messaging;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests;

/// <summary>What the deployed head puts together, with the settings that infra gives it.</summary>
public sealed class AzureServicesTests
{
    static readonly Dictionary<string, string?> settings = new(AppSettings.Schedules)
    {
        ["Cosmos:Endpoint"] = "https://cosmos-test.documents.azure.com:443/",
        ["Keys:VaultUri"] = "https://kv-test.vault.azure.net/",
        ["Audit:TableEndpoint"] = "https://st.table.core.windows.net/",
        ["ServiceBus:fullyQualifiedNamespace"] = "sb-test.servicebus.windows.net",
        ["Trading:Mode"] = "paper",
        ["Trading:LiveTradingAcknowledged"] = "False",
    };

    [Fact]
    public void Services_WithTheSettingsOfInfra_MakeEveryFunctionClass()
    {
        using var services = Build(settings);
        var classes = typeof(AppServices).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null && !method.IsStatic))
            .ToList();
        Assert.NotEmpty(classes);
        Assert.All(classes, type => Assert.NotNull(ActivatorUtilities.GetServiceOrCreateInstance(services, type)));
    }

    [Fact]
    public async Task Services_TheirStoreAndExchange_AreCosmosAndPaper()
    {
        await using var services = Build(settings);
        Assert.IsType<CosmosStore>(services.GetRequiredService<IStore>());
        Assert.IsType<PaperExchange>(services.GetRequiredService<IExchange>());
        Assert.IsType<BusMessageSender>(services.GetRequiredService<IMessageSender>());
        Assert.NotNull(services.GetRequiredService<AuditRepository>());
    }

    [Theory]
    [InlineData("Trading:Mode", "live", "ORC-SETTINGS-002")]
    [InlineData("Trading:Mode", "testnet", "ORC-SETTINGS-002")]
    [InlineData("Cosmos:Endpoint", "", "ORC-SETTINGS-002")]
    [InlineData("Keys:VaultUri", "", "ORC-SETTINGS-002")]
    [InlineData("Cosmos:Endpoint", "nowhere", "ORC-SETTINGS-001")]
    [InlineData("Audit:TableEndpoint", "nowhere", "ORC-SETTINGS-001")]
    [InlineData("Bybit:Leverage", "50", "ORC-SETTINGS-001")]
    public void Services_WithSettingsThatCannotBeMeant_AreRefused(string key, string value, string code)
    {
        var refused = Assert.Throws<SettingsException>(() => Build(new(settings) { [key] = value }));
        Assert.Contains(refused.Problems, problem => problem.Code == code);
    }

    // Mode, key, secret and acknowledgement: each alone is not enough, and each that is missing is named.
    [Theory]
    [InlineData("testnet", "k", "s", "false", null)]
    [InlineData("live", "k", "s", "true", null)]
    [InlineData("live", "k", "s", "false", "Trading:LiveTradingAcknowledged")]
    [InlineData("live", "", "s", "true", "Trading:ApiKey")]
    [InlineData("live", "k", "", "true", "Trading:ApiSecret")]
    [InlineData("testnet", "k", "", "true", "Trading:ApiSecret")]
    public void Services_WithAnAccount_TradeItOnlyWithEverything(string mode, string key, string secret, string yes, string? missing)
    {
        var values = new Dictionary<string, string?>(settings)
        {
            ["Trading:Mode"] = mode, ["Trading:ApiKey"] = key, ["Trading:ApiSecret"] = secret,
            ["Trading:LiveTradingAcknowledged"] = yes,
        };
        if (missing is not null)
        {
            var refused = Assert.Throws<SettingsException>(() => Build(values));
            Assert.Contains(refused.Problems, problem => problem.Key == missing && problem.Code == "ORC-SETTINGS-002");
            return;
        }
        // Looked at only, as all accounts of a process are at one address.
        var services = Describe(values);
        Assert.Contains(services, service => service.ServiceType == typeof(IExchange) && service.ImplementationType == typeof(BybitExchange));
        Assert.DoesNotContain(services, service => service.ServiceType == typeof(PaperExchange));
    }

    // App's build embeds it; what the head compiles of App must too.
    [Fact]
    public void Program_HoldsTheDescriptionOfTheApi() =>
        Assert.NotNull(typeof(AppServices).Assembly.GetManifestResourceInfo("openapi.json"));

    [Fact]
    public void AuditLines_OnceLetThrough_AreEnabledForTelemetry()
    {
        const string provider = "Microsoft.Extensions.Logging.ApplicationInsights.ApplicationInsightsLoggerProvider";
        var services = new ServiceCollection().AddLogging(logging =>
        {
            logging.Services.Configure<LoggerFilterOptions>(options =>
                options.Rules.Insert(0, new LoggerFilterRule(provider, null, LogLevel.Warning, null)));
            AuditLines.LetThrough(logging);
        });
        using var built = services.BuildServiceProvider();
        var rules = built.GetRequiredService<Microsoft.Extensions.Options.IOptions<LoggerFilterOptions>>().Value.Rules;
        Assert.DoesNotContain(rules, rule => rule.ProviderName == provider);
        Assert.Contains(rules, rule => rule.CategoryName == typeof(AuditRepository).FullName && rule.LogLevel == LogLevel.Debug);
    }

    // Logging and the configuration are the host's.
    static IServiceCollection Describe(Dictionary<string, string?> values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddOrchestrationsOnAzure(configuration, WallClock.Instance);
    }

    static ServiceProvider Build(Dictionary<string, string?> values) => Describe(values)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
