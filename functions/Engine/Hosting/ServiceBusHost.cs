using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.Engine.Hosting;

/// <summary>Puts the local Service Bus and its listeners into a host that has a durable engine.</summary>
static class ServiceBusHost
{
    public static IServiceCollection AddServiceBus(this IServiceCollection services, FunctionCatalog catalog) => services
        .AddSingleton(provider => Broker(provider, catalog))
        .AddSingleton(provider => new OutputMessages(
            provider.GetRequiredService<MessageBroker>,
            provider.GetService<IConfiguration>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ServiceBusListeners(
            catalog,
            provider.GetRequiredService<MessageBroker>(),
            provider.GetRequiredService<FunctionInvoker>(),
            provider.GetRequiredService<OutputMessages>(),
            provider.GetRequiredService<DurableEngine>().Work,
            provider))
        .AddHostedService<ListenerService>();

    static MessageBroker Broker(IServiceProvider provider, FunctionCatalog catalog)
    {
        var engine = provider.GetRequiredService<DurableEngine>();
        return new MessageBroker(
            new TopologyReader(provider.GetService<IConfiguration>()).Read(catalog),
            engine.Store.Bus,
            engine.Commits,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>());
    }

    /// <summary>
    /// Starts the listeners once everything else of the host has started, and stops them before anything else stops: a function
    /// finds what it needs, both times.
    /// </summary>
    sealed class ListenerService(IServiceProvider services) : IHostedLifecycleService
    {
        // Without an engine there is nowhere to keep messages; functions can still be started by hand.
        readonly ServiceBusListeners? listeners =
            services.GetService<DurableEngine>() is null ? null : services.GetRequiredService<ServiceBusListeners>();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => listeners?.StartAsync(cancellationToken) ?? Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => listeners?.StopAsync(cancellationToken) ?? Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
