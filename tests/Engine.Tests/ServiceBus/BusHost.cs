using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>What functions of a test saw, and what they are to do; one for each test, across its hosts.</summary>
sealed class Calls
{
    readonly SemaphoreSlim added = new(0);

    public ConcurrentQueue<string> Seen { get; } = new();

    public Func<string, CancellationToken, Task<object?>> OnCall { get; set; } = (_, _) => Task.FromResult<object?>(null);

    public async Task<object?> Handle(string seen, CancellationToken cancellation)
    {
        Seen.Enqueue(seen);
        added.Release();
        return await OnCall(seen, cancellation);
    }

    public async Task WaitFor(int count)
    {
        while (Seen.Count < count)
            Assert.True(await added.WaitAsync(TimeSpan.FromSeconds(30)), $"{Seen.Count} calls of {count}: {string.Join(", ", Seen)}");
    }
}

/// <summary>A host without HTTP: the engine, its broker and the listeners of some functions.</summary>
sealed class BusHost : IAsyncDisposable
{
    readonly ServiceProvider services;

    BusHost(TimeProvider time, Action<IServiceCollection> addEngine, Setup setup)
    {
        Time = time;
        var collection = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(setup.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build())
            .AddSingleton(time)
            .AddSingleton(setup.Calls)
            .AddLogging();
        addEngine(collection);
        services = collection
            .AddFunctions(new HostJson { ServiceBus = setup.Host }, FunctionCatalog.Discover(setup.Functions))
            .BuildServiceProvider();
        Engine = services.GetRequiredService<DurableEngine>();
        Broker = services.GetRequiredService<MessageBroker>();
        Listeners = services.GetRequiredService<ServiceBusListeners>();
    }

    public TimeProvider Time { get; }

    public DurableEngine Engine { get; }

    public MessageBroker Broker { get; }

    public ServiceBusListeners Listeners { get; }

    public DurableTaskClient Durable => services.GetRequiredService<DurableTaskClient>();

    VirtualTime Virtual => (VirtualTime)Time;

    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>In virtual time, in memory, with its listeners started.</summary>
    public static BusHost InVirtualTime(Setup setup)
    {
        var time = new VirtualTime(Start);
        var host = new BusHost(time, services => services.AddDurableEngine(time, new EngineOptions()), setup);
        host.Engine.Start();
        host.Run(() => host.Listeners.StartAsync(CancellationToken.None));
        return host;
    }

    /// <summary>On a clock over a file, with its listeners not yet started.</summary>
    public static BusHost OnFile(string folder, Setup setup, TimeProvider? time = null)
    {
        var host = new BusHost(
            time ?? new WallClock(),
            services => services.AddDurableEngine(Path.Combine(folder, "engine.db"), new EngineOptions(), TimeSpan.FromSeconds(5)),
            setup);
        host.Engine.Start();
        return host;
    }

    public async Task<BusHost> ListenAsync()
    {
        await Listeners.StartAsync(CancellationToken.None);
        return this;
    }

    public Task StartTimersAsync() => services.GetRequiredService<Engine.Timers.TimerListeners>().StartAsync(CancellationToken.None);

    public void Run(Func<Task> step)
    {
        var task = Virtual.Start(step);
        Virtual.RunUntil(task);
        task.GetAwaiter().GetResult();
    }

    public void Advance(TimeSpan by) => Virtual.RunUntil(Virtual.GetUtcNow() + by);

    public void Advance(double seconds = 0) => Advance(TimeSpan.FromSeconds(seconds));

    public SendReceipt Send(string entity, string id, string body = "x", Func<BusMessage, BusMessage>? change = null)
    {
        SendReceipt? receipt = null;
        var message = change is null ? new BusMessage(id, body) : change(new BusMessage(id, body));
        Run(async () => receipt = await Broker.SendAsync(entity, message, CancellationToken.None));
        return receipt!;
    }

    public Task<SendReceipt> SendAsync(string entity, string id, string body = "x", string? session = null) =>
        Broker.SendAsync(entity, new BusMessage(id, body) { SessionId = session }, CancellationToken.None);

    public BusEntityState State(string entity) => Broker.Entities.Single(state => state.Name == entity);

    public IReadOnlyList<PeekedMessage> Dead(string entity) => Broker.Peek(entity, deadLetters: true, 0, 1000, out _);

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 3000, $"In vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), new WallClock());
        }
    }

    /// <summary>Ends it as a crash does: nothing is settled, no function is waited for.</summary>
    public ValueTask DisposeAsync() => services.DisposeAsync();

    sealed class WallClock : TimeProvider;
}

/// <summary>What a host of a test is made of.</summary>
sealed record Setup(Calls Calls, params Type[] Functions)
{
    public (string Key, string Value)[] Settings { get; init; } = [];

    public ServiceBusSettings Host { get; init; } = new();
}
