using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrations.App;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.OnAzure.Bybit;

namespace Orchestrations.OnAzure;

/// <summary>
/// The app on Azure's services: state in Cosmos DB as the app's identity, prices from Bybit. Orders go to the paper exchange;
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
        return bybit is null
            ? services.AddPaperExchange(PaperFaults.None).AddHostedService<PaperOpening>()
            : services.AddBybit(bybit);
    }

    // Several instances may open the account at once: each deposit and each entry has an id of its own and is made once.
    sealed class PaperOpening(IServiceProvider services, PaperSettings paper) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => PaperMoney.RecordOpeningAsync(
            services, new Money(paper.StartBalance ?? StandardStartBalance, Asset.Usdt), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
