using Orchestrations.App.Settings;
using Orchestrations.App;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Local.CommandLine;

/// <summary>The app's code for commands that replay it and do nothing.</summary>
static class AppCode
{
    /// <summary>No store, exchange or market is registered: code that wanted to reach one in a replay would find none.</summary>
    public static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(AppSettings.Schedules).Build();
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock; no replay reads it.
        var time = TimeProvider.System;
#pragma warning restore RS0030
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time)
            .AddLogging()
            .AddFunctions(new HostJson(), typeof(AppServices).Assembly)
            .AddOrchestrationsApp(configuration)
            .BuildServiceProvider();
    }
}
