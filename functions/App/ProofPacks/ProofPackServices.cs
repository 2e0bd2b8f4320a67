using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Keys;
using Orchestrations.App.Shipments;
using Orchestrations.App.Tenants;

namespace Orchestrations.App.ProofPacks;

/// <summary>What proof packs need.</summary>
static class ProofPackServices
{
    public static IServiceCollection AddProofPacks(this IServiceCollection services, KeysSettings keys, ProofPackSettings packs) => services
        .AddSingleton(keys).AddSingleton(packs)
        .AddSingleton(KeysOf).AddHostedService<KeysOpening>()
        .AddSingleton<TenantRepository>().AddSingleton<TenantGate>().AddSingleton<TenantTriggers>()
        .AddSingleton<PublishedKeys>().AddSingleton<ProofLog>().AddSingleton<PackContent>().AddSingleton<PackRepository>()
        .AddSingleton<TemplateRepository>().AddSingleton<PackCopies>()
        .AddSingleton<PackRuns>().AddSingleton<SignedAnswers>().AddSingleton<SignedRequests>()
        .AddSingleton<PackActivities>().AddSingleton<PackTriggers>().AddSingleton<LogTriggers>().AddSingleton<PublishedKeysTriggers>()
        .AddSingleton<TemplateTriggers>().AddSingleton<VerifyTriggers>()
        .AddSingleton<PackRetention>().AddSingleton<RetentionActivities>().AddSingleton<RetentionTriggers>()
        .AddSingleton<OperationPacks>().AddSingleton<OperationPackActivities>()
        .AddSingleton<ShipmentCollection>().AddSingleton<ShipmentActivities>().AddSingleton<ShipmentTriggers>();

    // Made when first asked for: commands that sign nothing need no keys.
    static ISigningKeys KeysOf(IServiceProvider services)
    {
        var settings = services.GetRequiredService<KeysSettings>();
        var time = services.GetRequiredService<TimeProvider>();
        if (settings.VaultUri is null)
            return new FileKeys(settings, time, services.GetRequiredService<ILogger<FileKeys>>());
        var options = new SecretClientOptions { Retry = { Mode = RetryMode.Exponential, MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        return new KeyVaultKeys(
            new SecretClient(settings.VaultUri, new DefaultAzureCredential(), options), settings, time,
            services.GetRequiredService<ILogger<KeyVaultKeys>>());
    }
}
