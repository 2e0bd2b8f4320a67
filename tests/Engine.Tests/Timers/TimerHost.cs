using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Hosting;
using Orchestrations.Engine.Timers;
using Orchestrations.TestKit;

namespace Orchestrations.Engine.Tests.Timers;

/// <summary>The timers of one class, without a web host, on a clock the test moves.</summary>
sealed class TimerHost : IAsyncDisposable
{
    readonly ServiceProvider services;

    public TimerHost(Type functions, ManualTimeProvider clock, MemoryHostState state, params (string Key, string Value)[] settings)
    {
        Clock = clock;
        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build())
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IHostState>(state)
            .AddSingleton(Runs)
            .AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(Log)
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([functions]))
            .BuildServiceProvider();
        Listeners = services.GetRequiredService<TimerListeners>();
    }

    public TimerRuns Runs { get; } = new();

    public CapturedLog Log { get; } = new();

    public ManualTimeProvider Clock { get; }

    public TimerListeners Listeners { get; }

    public FunctionCatalog Catalog => services.GetRequiredService<FunctionCatalog>();

    public TimerState State => services.GetRequiredService<ITimerReport>().List().Single();

    public static ManualTimeProvider ClockAt(string time) => new(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    public static DateTime At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcDateTime;

    public async Task<TimerHost> StartAsync()
    {
        await Listeners.StartAsync(CancellationToken.None);
        return this;
    }

    public Task StopAsync() => Listeners.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
