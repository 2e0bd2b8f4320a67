using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Http;
using Orchestrations.Engine.Keys;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Engine.Hosting;

/// <summary>Puts a function app into a host: with HTTP on a WebApplication, or without it on any service provider.</summary>
public static class FunctionsHost
{
    /// <summary>
    /// Finds the assemblies' functions and adds what runs them: <see cref="FunctionCatalog"/>, the <see cref="TaskTable"/> of
    /// durable tasks (with those of a <see cref="DurableTaskRegistry"/>, if one is registered), <see cref="TimerListeners"/> and
    /// <see cref="ITimerReport"/>; on a durable engine also the <see cref="ServiceBus.MessageBroker"/> and its
    /// <see cref="ServiceBus.Listening.ServiceBusListeners"/>. Needs TimeProvider and logging; with monitored timers
    /// Storage.IHostState; for the management API DurableTaskClient and IHistoryReader. A generic host starts and stops timers
    /// and listeners; without one, do so by hand.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="host">What host.json says; its log levels apply from here on.</param>
    /// <param name="assemblies">The app's assemblies. Nothing else is scanned.</param>
    /// <exception cref="HostException">ORC-HOST-001 to 004, 007 or 011: a function that cannot work as written.</exception>
    public static IServiceCollection AddFunctions(this IServiceCollection services, HostJson host, params Assembly[] assemblies)
        => services.AddFunctions(host, FunctionCatalog.Discover(assemblies));

    /// <summary>The same with functions that were found before: for a program that makes many hosts of one app.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services, HostJson host, FunctionCatalog catalog)
    {
        services.AddSingleton(host);
        services.AddSingleton(catalog);
        services.AddSingleton(provider => new HostStopping(provider.GetService<IHostApplicationLifetime>()));
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton(provider => FunctionTasks.TableOf(
            catalog, provider.GetRequiredService<FunctionInvoker>(), provider.GetService<DurableTaskRegistry>()));
        services.AddSingleton(provider => new TimerListeners(catalog, provider.GetRequiredService<FunctionInvoker>(), provider));
        services.AddSingleton<ITimerReport>(provider => provider.GetRequiredService<TimerListeners>());
        services.AddServiceBus(catalog);
        services.AddSingleton(provider => new FunctionKeys(
            provider.GetRequiredService<IOptions<FunctionsHostOptions>>().Value.DataDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LocalAccess>();
        services.AddHostedService<AccessService>();
        services.AddHostedService<TimerService>();
        services.AddOptions<FunctionsHostOptions>();
        services.AddLogging(logging =>
        {
            foreach (var (category, level) in host.LogLevels)
                logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        });

        // MVC costs a good part of a second at start, so it comes only for functions that return its results.
        if (catalog.StartedBy(TriggerKind.Http).Any(function => function.Body.ResultType.IsAssignableTo(typeof(IActionResult))))
            services.AddMvcCore();
        return services;
    }

    /// <summary>
    /// Adds the host's rules of access to the pipeline, and maps the HTTP functions, /admin and the Durable HTTP management API.
    /// Reads every schedule and route, so that errors show now and not at the first request. Call it before other middleware
    /// that answers requests, so that the rules of access hold for that too.
    /// </summary>
    /// <exception cref="HostException">ORC-HOST-001, 004, 005, 006, 009: a task, route, schedule or setting is wrong.</exception>
    public static WebApplication MapFunctions(this WebApplication app)
    {
        var services = app.Services;
        var invoker = services.GetRequiredService<FunctionInvoker>();
        var catalog = services.GetRequiredService<FunctionCatalog>();
        var host = services.GetRequiredService<HostJson>();
        var time = services.GetRequiredService<TimeProvider>();
        var timers = services.GetRequiredService<TimerListeners>();
        var tasks = services.GetRequiredService<TaskTable>();

        var access = services.GetRequiredService<LocalAccess>();
        app.Use(next => context => access.CheckAsync(context, next));

        new FunctionEndpoints(catalog, invoker, host).Map(app);
        ActivatorUtilities.CreateInstance<AdminApi>(services, catalog, timers, invoker, host).Map(app);
        new KeysApi(services.GetRequiredService<FunctionKeys>(), catalog).Map(app);
        new TimersApi(timers, time).Map(app);
        if (services.GetService<DurableEngine>() is { } engine)
        {
            new InstanceForce(engine).Map(app);
            new ServiceBusApi(services.GetRequiredService<MessageBroker>()).Map(app);
        }

        var client = services.GetRequiredService<DurableTaskClient>();
        var queries = new InstanceQueries(client, services.GetRequiredService<IHistoryReader>());
        var check = new CheckStatus(host, services.GetService<IConfiguration>());
        new ManagementApi(
            new InstanceStart(client, tasks, check, queries, services.GetRequiredService<HostStopping>(), time),
            queries,
            new InstanceCommands(client),
            new InstancePurge(client, time),
            new EntityApi(client, tasks))
            .Map(app);
        return app;
    }
}
