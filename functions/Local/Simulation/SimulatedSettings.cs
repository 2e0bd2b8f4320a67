using Orchestrations.App.Settings;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.Simulation;

/// <summary>What the app registers for the settings of one simulation: read and checked once, for every life of its host.</summary>
sealed class SimulatedSettings
{
    readonly ServiceCollection services = new();

    /// <exception cref="SettingsException">The settings do not allow a start.</exception>
    public SimulatedSettings(SimulationOptions options)
    {
        Configuration = new ConfigurationBuilder()
            .Add(new NamedSettings(NamedSettings.Default, AppSettings.Schedules))
            .Add(new NamedSettings(NamedSettings.Head, SimulationOptions.Defaults(options.Operations, options.DataFolder)))
            .Add(new NamedSettings(NamedSettings.CommandLine, options.Settings))
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
