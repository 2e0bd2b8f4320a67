using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Exchange;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>A Bybit account as everything the app asks of an exchange.</summary>
static class BybitServices
{
    /// <summary>Registers the account.</summary>
    public static IServiceCollection AddBybit(this IServiceCollection services, BybitSettings settings) => services
        .AddSingleton(provider => new BybitAccess(settings, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IExchange, BybitExchange>()
        .AddSingleton<IPerpetuals, BybitPerpetuals>()
        .AddSingleton<IStops, BybitStops>()
        .AddSingleton<IPositions, BybitPositions>()
        .AddSingleton<ITransactionLog, BybitTransactions>()
        .AddSingleton<BybitLostOrders>()
        .AddHostedService<BybitOpening>();
}
