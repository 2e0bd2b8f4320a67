using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrations.App;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Messaging;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.OnAzure.Audit;
using Orchestrations.OnAzure.Bybit;
using Orchestrations.OnAzure.Messaging;

namespace Orchestrations.OnAzure;

/// <summary>
/// The app on Azure's services, as the app's identity: state in Cosmos DB, the audit log in Table Storage, messages over Service
/// Bus, prices from Bybit. Orders go to the paper exchange;
/// with the modes testnet and live, to the Bybit account of the key.
/// </summary>
static class AzureServices
{
    const decimal StandardStartBalance = 10_000m;

    /// <summary>Registers everything. Nothing is reached before the host starts.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start; everything that is wrong is named.</exception>
    public static IServiceCollection AddOrchestrationsOnAzure(
        this IServiceCollection services, IConfiguration configuration, TimeProvider time)
    {
        var reader = new SettingsReader(configuration);
        var cosmos = CosmosSettings.Read(reader);
        var market = MarketSettings.Read(reader);
        var paper = PaperSettings.Read(reader);
        var mode = TradingSettings.Read(reader).Mode;
        var bybit = BybitSettings.Read(reader, mode);
        KeysSettings.NeedVault(reader);
        var audit = AuditSettings.Read(reader);
        var bus = configuration[PlatformSettings.BusNamespace.Key] ?? "";
        reader.ThrowIfRefused();

        foreach (var group in AppSettings.AzureGroups)
            services.AddSingleton(group);
        // Prices of the place that is traded at, unless another is named.
        var prices = bybit is not null && string.IsNullOrEmpty(configuration["MarketData:BybitUrl"])
            ? market.Bybit with { BaseAddress = bybit.Url }
            : market.Bybit;
        services
            .AddSingleton(time)
            .AddOrchestrationsApp(configuration)
            .AddSingleton(paper)
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddSingleton(provider => CosmosStore.Connect(cosmos!, provider.GetRequiredService<TokenCredential>()))
            .AddSingleton<IStore>(provider => new CosmosStore(
                provider.GetRequiredService<CosmosClient>().GetContainer(cosmos!.Database, cosmos.Container), time))
            .AddSingleton(_ => new HttpClient())
            .AddSingleton(provider => new BybitPublicMarketData(provider.GetRequiredService<HttpClient>(), time, prices))
            .AddSingleton<IMarketData>(provider => provider.GetRequiredService<BybitPublicMarketData>())
            .AddSingleton<IMarketClock>(provider => provider.GetRequiredService<BybitPublicMarketData>())
            .AddSingleton<IPerpetualMarket>(provider =>
                new BybitPerpetualMarket(provider.GetRequiredService<HttpClient>(), time, prices))
            .AddSingleton<IFearGreedIndex>(provider => market.FearGreed is { } fear
                ? new AlternativeMeIndex(provider.GetRequiredService<HttpClient>(), time, fear)
                : new NoFearGreedIndex());
        if (audit is not null)
            // The last registration counts: the log alone lies elsewhere than the rest.
            services.AddSingleton(provider => new AuditRepository(
                new TableAuditLog(new TableClient(audit.Endpoint, audit.Table, provider.GetRequiredService<TokenCredential>())),
                time, provider.GetRequiredService<ILogger<AuditRepository>>()));
        if (bus.Length > 0)
            services
                .AddSingleton(provider => new ServiceBusClient(bus, provider.GetRequiredService<TokenCredential>()))
                .AddSingleton<IMessageSender, BusMessageSender>();
        return bybit is null
            ? services.AddPaperExchange(PaperFaults.None).AddHostedService<PaperOpening>()
            : services.AddBybit(bybit);
    }

    // Several instances may open the account at once: each deposit and each entry has an id of its own and is made once.
    sealed class PaperOpening(IServiceProvider services, PaperSettings paper) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => PaperMoney.RecordOpeningAsync(
            services, new Money(paper.StartBalance ?? StandardStartBalance, Asset.Usdt), cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
