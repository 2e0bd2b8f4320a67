using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>The real engine, broker and listeners of one life, put together by hand: a storm makes too many of them for a container.</summary>
sealed class StormHost : IDisposable
{
    static readonly FunctionCatalog functions = FunctionCatalog.Discover([typeof(StormFunctions)]);
    static readonly IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();

    readonly VirtualTime time;
    readonly ServiceProvider services;
    readonly Func<ServiceBusListeners> listen;
    MessageBroker? broker;
    ServiceBusListeners? listeners;

    public StormHost(Storm storm, VirtualTime time, StormDisk way, CapturedLog log)
    {
        this.time = time;
        var registry = new DurableTaskRegistry();
        new StormTasks(storm.Plan, storm.World, time).Register(registry);
        services = new ServiceCollection()
            .AddSingleton(settings)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(storm.Plan)
            .AddSingleton(storm.World)
            .AddSingleton(new HostJson())
            .AddSingleton<ILoggerFactory>(log)
            .AddSingleton(_ => Engine!.Client)
            .BuildServiceProvider();
        var options = new EngineOptions
        {
            MaxInstancesInMemory = storm.Plan.MostInMemory,
            MaxConcurrentActivities = storm.Plan.MostActivities,
        };
        Engine = new DurableEngine(way, way, time, new EngineParts(Tasks.TaskTable.From(registry), services, time, log, options));
        listen = () =>
        {
            broker = new MessageBroker(new TopologyReader(settings).Read(functions), Engine.Store.Bus, Engine.Commits, time, log);
            var invoker = new FunctionInvoker(new HostStopping(null), time, log.CreateLogger<FunctionInvoker>());
            return new ServiceBusListeners(functions, broker, invoker, new OutputMessages(() => broker, settings, time), Engine.Work, services);
        };
    }

    public DurableEngine Engine { get; }

    public MessageBroker Broker => broker ?? throw new InvalidOperationException("It has not been started.");

    public Task StartAsync()
    {
        Engine.Start();
        listeners = listen();
        return listeners.StartAsync(CancellationToken.None);
    }

    /// <summary>Ends it as a host does that was asked to.</summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        if (listeners is not null)
            await listeners.StopAsync(CancellationToken.None);
        await Engine.StopAsync(deadline, time);
    }

    /// <summary>Nothing of it goes on; what it had begun stays undone.</summary>
    public void Dispose()
    {
        broker?.Dispose();
        Engine.Meters.Dispose();
    }

    // What a client sends again because nobody said that it had arrived must not arrive twice. What the engine itself sends is
    // never sent twice.
    static IEnumerable<KeyValuePair<string, string?>> Settings()
    {
        string[] queues = [StormFunctions.Starts, StormFunctions.Sessions, StormFunctions.Relay, StormFunctions.Relayed, StormFunctions.Poison];
        var fromClients = queues.Except([StormFunctions.Relayed]);
        foreach (var group in fromClients.Select(queue => $"ServiceBus:Queues:{queue}").Append($"ServiceBus:Topics:{StormFunctions.News}"))
        {
            yield return KeyValuePair.Create<string, string?>($"{group}:RequiresDuplicateDetection", "true");
            yield return KeyValuePair.Create<string, string?>($"{group}:DuplicateDetectionHistoryTimeWindow", "7.00:00:00");
        }

        foreach (var queue in queues)
            yield return KeyValuePair.Create<string, string?>(
                $"ServiceBus:Queues:{queue}:MaxDeliveryCount", queue == StormFunctions.Poison ? $"{StormFunctions.PoisonDeliveries}" : "1000");
    }
}
