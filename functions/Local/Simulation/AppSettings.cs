using Orchestrations.App;
using Orchestrations.App.Settings;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.Simulation;

/// <summary>What the app registers for the settings of one simulation: read and checked once, for every life of its host.</summary>
sealed class AppSettings
{
    readonly ServiceCollection services = new();

    /// <exception cref="SettingsException">The settings do not allow a start.</exception>
    public AppSettings(SimulationOptions options)
    {
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(AppServices.DefaultSettings)
            .AddInMemoryCollection(SimulationOptions.Defaults(options.Operations, options.DataFolder))
            .AddInMemoryCollection(options.Settings)
            .Build();
        services.AddAppWithPaper(Configuration);
    }

    /// <summary>Where they come from.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>One section as it was read.</summary>
    public T Get<T>()
        where T : class =>
        (T)services.Last(service => service.ServiceType == typeof(T)).ImplementationInstance!;

    /// <summary>A new collection with all of it.</summary>
    public ServiceCollection Copy()
    {
        var copy = new ServiceCollection();
        foreach (var service in services)
            ((ICollection<ServiceDescriptor>)copy).Add(service);
        return copy;
    }
}
