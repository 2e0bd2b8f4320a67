using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrations.App;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;

namespace Orchestrations.OnAzure;

/// <summary>
/// The app on Azure's services: state in Cosmos DB as the app's identity, prices from Bybit, paper money. A mode with real
/// money is refused as long as this head has no signed adapter of the exchange.
/// </summary>
static class AzureServices
{
    /// <summary>Code of a mode that this head cannot trade in.</summary>
    public const string PaperOnly = "ORC-AZURE-001";

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
        if (mode != TradingMode.Paper)
            reader.Refuse(PaperOnly, "Trading:Mode", $"is {TradingSettings.Name(mode)}, but this version trades on paper only.");
        KeysSettings.NeedVault(reader);
        reader.ThrowIfRefused();

        foreach (var group in AppSettings.AzureGroups)
            services.AddSingleton(group);
        return services
            .AddSingleton(time)
            .AddOrchestrationsApp(configuration)
            .AddSingleton(paper)
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddSingleton(provider => CosmosStore.Connect(cosmos!, provider.GetRequiredService<TokenCredential>()))
            .AddSingleton<IStore>(provider => new CosmosStore(
                provider.GetRequiredService<CosmosClient>().GetContainer(cosmos!.Database, cosmos.Container), time))
            .AddSingleton(_ => new HttpClient())
            .AddSingleton<IMarketData>(provider =>
                new BybitPublicMarketData(provider.GetRequiredService<HttpClient>(), time, market.Bybit))
            .AddSingleton<IPerpetualMarket>(provider =>
                new BybitPerpetualMarket(provider.GetRequiredService<HttpClient>(), time, market.Bybit))
            .AddPaperExchange(PaperFaults.None)
            .AddHostedService<PaperOpening>();
    }

    // Several instances may open the account at once: each deposit and each entry has an id of its own and is made once.
    sealed class PaperOpening(IServiceProvider services, PaperSettings paper) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => PaperMoney.RecordOpeningAsync(
            services, new Money(paper.StartBalance ?? StandardStartBalance, Asset.Usdt), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
