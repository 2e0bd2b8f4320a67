using Orchestrations.App;
using Orchestrations.App.Exchange;
using Orchestrations.App.Messaging;
using Orchestrations.App.Paper;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Engine;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Timers;
using Orchestrations.Engine.Work;
using Orchestrations.Local.Messaging;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// One life of the host: the app as it is, on the engine as it is, in virtual time. It has no state that is not in the world; when
/// its power goes, it is left as it stands and nothing of it runs any more.
/// </summary>
sealed class SimulatedHost
{
    static readonly FunctionCatalog functions = FunctionCatalog.Discover(typeof(AppServices).Assembly);

    public SimulatedHost(SimulatedWorld world, SimulatedPower.Life life, DateTimeOffset now)
    {
        Life = life;
        Time = new VirtualTime(now);
        world.Clock.Follow(Time);
        var contracts = new MortalContracts(world.Exchange.Perpetuals, life);
        Services = world.Settings.Copy()
            .AddSingleton(world.Settings.Configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddLogging()
            .AddSingleton(world.Market.Spot)
            .AddSingleton(world.Market.Contracts)
            .AddSingleton(world.Market.FearGreed)
            .AddSingleton<IStore>(new MortalStore(world.Store, life))
            .AddSingleton(world.Exchange)
            .AddSingleton<IExchange>(new MortalExchange(world.Exchange, life))
            .AddSingleton<IPerpetuals>(contracts)
            .AddSingleton<IStops>(contracts)
            .AddSingleton<IPositions>(contracts)
            .AddSingleton<ITransactionLog>(contracts)
            .AddDurableEngine(Time, new EngineOptions(), world.Disk, life)
            .AddFunctions(new HostJson(), functions)
            .AddSingleton<IMessageSender>(provider => new BrokerMessageSender(provider.GetRequiredService<MessageBroker>))
            .BuildServiceProvider();
    }

    public ServiceProvider Services { get; }

    public VirtualTime Time { get; }

    public SimulatedPower.Life Life { get; }

    public DurableEngine Engine => Services.GetRequiredService<DurableEngine>();

    /// <summary>Starts it as <c>serve</c> does.</summary>
    /// <param name="opening">What the account opens with, the first time.</param>
    /// <param name="timers">False to finish what is under way and begin nothing new.</param>
    public async Task StartAsync(Money opening, bool timers)
    {
        Engine.Start();
        await PaperMoney.RecordOpeningAsync(Services, opening, CancellationToken.None);
        await Services.GetRequiredService<ServiceBusListeners>().StartAsync(CancellationToken.None);
        if (timers)
            await Services.GetRequiredService<TimerListeners>().StartAsync(CancellationToken.None);
    }

    /// <summary>Begins nothing new from now on.</summary>
    public Task StopTimersAsync() => Services.GetRequiredService<TimerListeners>().StopAsync(CancellationToken.None);

    /// <summary>Takes no more messages.</summary>
    public Task StopListenersAsync() => Services.GetRequiredService<ServiceBusListeners>().StopAsync(CancellationToken.None);

    /// <summary>Runs code in its time until it has ended; false when the power went first.</summary>
    public bool Await(Func<Task> step)
    {
        var task = Time.Start(step);
        Time.RunUntil(Task.WhenAny(task, Life.Gone));
        if (!Life.IsOn)
            return false;
        task.GetAwaiter().GetResult();
        return true;
    }
}
