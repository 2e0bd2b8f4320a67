using Microsoft.Extensions.Hosting;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Engine.Hosting;

/// <summary>
/// Starts the timers once everything else of the host has started, the durable engine above all, and stops them before
/// anything else stops: a timer's function finds what it needs, both times.
/// </summary>
sealed class TimerService(TimerListeners timers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => timers.StartAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => timers.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
