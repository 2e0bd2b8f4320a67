using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Work;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The embedded engine as the host of cases, in virtual time.</summary>
sealed class CaseHost(DateTimeOffset start) : ICaseHost
{
    readonly VirtualTime time = new(start);
    ServiceProvider? services;

    public TimeProvider Time => time;

    public IServiceProvider Services => services ?? throw new InvalidOperationException("The host was not started.");

    public DurableTaskClient Client => Services.GetRequiredService<DurableEngine>().Client;

    public void Start(IServiceCollection app)
    {
        services = app
            .AddDurableEngine(time, new EngineOptions())
            .AddFunctions(new HostJson(), typeof(AppServices).Assembly)
            .BuildServiceProvider();
        services.GetRequiredService<DurableEngine>().Start();
    }

    public void Do(Func<Task> step)
    {
        var task = time.Start(step);
        time.RunUntil(task);
        task.GetAwaiter().GetResult();
    }

    public void Later(TimeSpan delay, Func<Task> step) => time.Start(async () =>
    {
        await Task.Delay(delay, time);
        await step();
    });

    public void RunUntil(DateTimeOffset moment) => time.RunUntil(moment);

    public OrchestrationMetadata RunToEnd(string instance)
    {
        OrchestrationMetadata? ended = null;
        Do(async () => ended = await Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true));
        time.RunUntil(time.GetUtcNow());
        return ended!;
    }

    public ValueTask DisposeAsync() => services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
