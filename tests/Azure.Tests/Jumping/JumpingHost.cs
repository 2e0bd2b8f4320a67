using System.Diagnostics;
using System.Net;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Azure.Tests.Jumping;

/// <summary>
/// Microsoft's in-process host of orchestrations: its service in memory, its dispatchers, its gRPC server, and Microsoft's worker and
/// client, put together as DurableTaskTestHost does it, with a clock that jumps between service and server.
/// </summary>
/// <remarks>Orchestrators run on Microsoft's executor alone, and every turn of theirs is a replay from the first.</remarks>
class JumpingHost(DateTimeOffset start) : IAsyncDisposable
{
    // Of real time, for what the host or a step does at one moment.
    static readonly TimeSpan longest = TimeSpan.FromSeconds(60);

    // Of real time, for what a test that waits does beside.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    static readonly TimeSpan glance = TimeSpan.FromMilliseconds(5);

    readonly JumpingClock clock = new(start);
    readonly Lock driving = new();
    readonly CancellationTokenSource stopped = new();
    TimedService? service;
    WebApplication? hub;
    GrpcChannel? channel;
    ServiceProvider? services;

    public TimeProvider Time => clock;

    public IServiceProvider Services => services ?? throw new InvalidOperationException("The host was not started.");

    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>How much the clock waits for.</summary>
    public int Timers => clock.Count;

    /// <summary>When an instance asked for activities, UTC, in order.</summary>
    public IReadOnlyList<DateTime> Scheduled(string instance) => service!.Scheduled(instance);

    OpenWork Work => service!.Work;

    /// <summary>Starts it.</summary>
    /// <param name="tasks">Orchestrators and activities.</param>
    /// <param name="app">What activities need.</param>
    public void Start(Action<DurableTaskRegistry> tasks, IServiceCollection app) => Do(() => StartAsync(tasks, app));

    /// <summary>Runs code that is not the host's, at this moment.</summary>
    public void Do(Func<Task> step) => Task.Run(step).WaitAsync(longest).GetAwaiter().GetResult();

    /// <summary>Runs code that is not the host's when so much time has passed, while other things run.</summary>
    public void Later(TimeSpan delay, Func<Task> step) => clock.At(clock.GetUtcNow() + delay, () => Do(step));

    /// <summary>Runs everything that is due up to a moment, and leaves the time there.</summary>
    public void RunUntil(DateTimeOffset moment)
    {
        while (Next(moment))
        {
        }
        clock.GoTo(moment);
    }

    /// <summary>Lets time go on until something is so. It goes on only when there is nothing to do at a moment.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left that could make it so, or it takes too long.</exception>
    public void RunUntil(Func<bool> so, string what)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!so())
            if (Work.WaitUntilIdle(glance) && !so() && !Next(DateTimeOffset.MaxValue) && !SpinWait.SpinUntil(so, patience))
                throw new InvalidOperationException($"Nothing is left to do, and {what} is not so.");
            else if (Stopwatch.GetElapsedTime(begun) > longest)
                throw new InvalidOperationException($"After {longest}, {what} is not so: {Work}");
    }

    /// <summary>Lets time go on until an instance has ended.</summary>
    public OrchestrationMetadata RunToEnd(string instance)
    {
        RunUntil(() => Work.HasEnded(instance), $"the end of {instance}");
        OrchestrationMetadata? ended = null;
        Do(async () => ended = await Client.GetInstanceAsync(instance, getInputsAndOutputs: true));
        return ended!;
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        if (services is not null)
        {
            await services.GetServices<IHostedService>().OfType<DurableTaskWorker>().Single().StopAsync(CancellationToken.None);
            await services.DisposeAsync();
        }
        channel?.Dispose();
        if (hub is not null)
            await hub.DisposeAsync();
        stopped.Dispose();
    }

    // True when there was something to do up to a moment; it is done then.
    bool Next(DateTimeOffset until)
    {
        lock (driving)
        {
            WaitUntilIdle();
            if (clock.TakeNext(until) is not { } next)
                return false;
            next();
            WaitUntilIdle();
            return true;
        }
    }

    void WaitUntilIdle()
    {
        if (!Work.WaitUntilIdle(longest))
            throw new InvalidOperationException($"After {longest}, there is still something to do: {Work}");
    }

    async Task StartAsync(Action<DurableTaskRegistry> tasks, IServiceCollection app)
    {
        service = new TimedService(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, at => at.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(clock).AddSingleton<TimedTaskHub>()
            .AddSingleton<IOrchestrationService>(service).AddSingleton<IOrchestrationServiceClient>(service);
        hub = builder.Build();
        hub.MapGrpcService<TimedTaskHub>();
        await hub.StartAsync(stopped.Token);
        channel = GrpcChannel.ForAddress(hub.Urls.Single());
        app.AddDurableTaskWorker(worker =>
        {
            worker.UseGrpc(channel);
            worker.AddTasks(tasks);
        });
        app.AddDurableTaskClient(client =>
        {
            client.UseGrpc(channel);
            client.RegisterDirectly();
        });
        services = app.BuildServiceProvider();
        await services.GetServices<IHostedService>().OfType<DurableTaskWorker>().Single().StartAsync(stopped.Token);
    }
}
