using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Timers;

/// <summary>
/// All timers of the app. A host starts and stops them with itself; without one, call <see cref="StartAsync"/> and
/// <see cref="StopAsync"/>. Made with all schedules read, so that a wrong one shows before anything runs.
/// </summary>
public sealed class TimerListeners : ITimerReport
{
    /// <summary>Remembering more often than this costs more than one run missed at a restart is worth.</summary>
    static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    readonly List<TimerListener> listeners;
    readonly TimeZoneInfo zone;
    bool started;

    internal TimerListeners(FunctionCatalog catalog, FunctionInvoker invoker, IServiceProvider services)
    {
        var settings = services.GetService<IConfiguration>();
        zone = HostTimeZone.From(settings);
        listeners = [.. catalog.StartedBy(TriggerKind.Timer).Select(function => Listener(function, invoker, settings, services))];
    }

    /// <summary>Starts every timer. A timer that was due while nothing ran has one run now, flagged as past due.</summary>
    /// <exception cref="InvalidOperationException">They were started before.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (started)
            throw new InvalidOperationException("The timers were started before. Make a new host to start over.");
        started = true;
        foreach (var listener in listeners)
            await listener.StartAsync(cancellation);
    }

    /// <summary>Stops every timer, tells running functions to stop, and waits until they have.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var listener in listeners)
            await listener.StopAsync(cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TimerState> List() => [.. listeners.Select(listener => listener.State(zone.Id))];

    /// <summary>Runs a timer's function now, beside its schedule but never beside another run of it.</summary>
    internal Task RunByHandAsync(FunctionDescriptor function)
        => listeners.Single(listener => listener.Function == function).RunByHandAsync();

    TimerListener Listener(
        FunctionDescriptor function, FunctionInvoker invoker, IConfiguration? settings, IServiceProvider services)
    {
        var trigger = (TimerTriggerAttribute)function.Attribute;
        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        var schedule = TimerSchedule.Parse(SettingText.Resolve(trigger.Schedule, settings, function.Name), function.Name, zone);
        var first = schedule.NextAfter(time.GetUtcNow().UtcDateTime);
        var monitor = trigger.UseMonitor && schedule.NextAfter(first) - first >= ShortestMonitored
            ? new ScheduleMonitor(services.GetRequiredService<IHostState>(), function.Name, logger)
            : null;
        return new TimerListener(
            function,
            trigger,
            schedule,
            monitor,
            invoker,
            services.GetRequiredService<OutputMessages>(),
            services.GetRequiredService<IServiceScopeFactory>(),
            time,
            logger);
    }
}
