using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Retention;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Hosting;

/// <summary>Puts the durable engine into a host. Call it before <see cref="FunctionsHost"/>, so that it starts before the timers.</summary>
public static class EngineHost
{
    /// <summary>
    /// The engine on the wall clock over an SQLite file. Adds <see cref="DurableEngine"/>, DurableTaskClient,
    /// <see cref="IHistoryReader"/> and <see cref="IHostState"/>; needs TimeProvider, logging and a <see cref="TaskTable"/>.
    /// A generic host starts it, and at its end drains it: running activities get <paramref name="drainDeadline"/> to end.
    /// </summary>
    public static IServiceCollection AddDurableEngine(
        this IServiceCollection services, string databaseFile, EngineOptions options, TimeSpan drainDeadline)
    {
        services.AddSingleton(provider => DurableEngine.OnFile(databaseFile, Parts(provider, options)));
        services.AddHostedService(provider => new EngineService(
            provider.GetRequiredService<DurableEngine>(),
            provider.GetService<HostStopping>(),
            drainDeadline));
        return services.AddViews();
    }

    /// <summary>The same engine in virtual time, in memory. Whoever drives the time starts it by hand.</summary>
    public static IServiceCollection AddDurableEngine(this IServiceCollection services, VirtualTime time, EngineOptions options)
    {
        services.AddSingleton(provider => DurableEngine.InVirtualTime(time, Parts(provider, options)));
        return services.AddViews();
    }

    /// <summary>Removes ended instances by age while the host runs. Call it after <c>AddDurableEngine</c>.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, RetentionPolicy policy) => services
        .AddSingleton(policy)
        .AddSingleton<RetentionSweep>()
        .AddHostedService<RetentionService>();

    static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client)
        .AddSingleton<IHistoryReader>(provider => provider.GetRequiredService<DurableEngine>())
        .AddSingleton<IHostState>(provider => provider.GetRequiredService<DurableEngine>());

    static EngineParts Parts(IServiceProvider provider, EngineOptions options) => new(
        provider.GetRequiredService<TaskTable>(),
        provider,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILoggerFactory>(),
        options);

    sealed class EngineService(DurableEngine engine, HostStopping? stopping, TimeSpan deadline) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            engine.Start();
            return Task.CompletedTask;
        }

        // Activities are cancelled only when the engine takes no more results, or it would record them as failed.
        public async Task StopAsync(CancellationToken cancellationToken)
        {
#pragma warning disable RS0030 // Activities run in real time, and so does the wait for them: the app's clock may be one that stands still.
            await engine.StopAsync(deadline, TimeProvider.System);
#pragma warning restore RS0030
            await (stopping?.EndDrainAsync() ?? Task.CompletedTask);
        }
    }
}
