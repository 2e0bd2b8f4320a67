using Microsoft.Extensions.Logging;
using Orchestrations.Engine.ServiceBus.Entities;

namespace Orchestrations.Engine.Hosting;

/// <summary>What host.json governs here. Keys it does not know are left alone: the file is shared with the Azure host.</summary>
public sealed record HostJson
{
    /// <summary>Put before every HTTP function's route; "api" unless the file says otherwise, and empty for none.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>How many activities may run at once, or null for the engine's own choice. At least 1.</summary>
    public int? MaxConcurrentActivityFunctions { get; init; }

    /// <summary>How many orchestrators may run at once, or null for the engine's own choice. At least 1.</summary>
    public int? MaxConcurrentOrchestratorFunctions { get; init; }

    /// <summary>The host's own version, and that of instances started without one; null for none.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Which versions of instances run here.</summary>
    public VersionMatchStrategy VersionMatchStrategy { get; init; } = VersionMatchStrategy.CurrentOrOlder;

    /// <summary>What becomes of instances of other versions.</summary>
    public VersionFailureStrategy VersionFailureStrategy { get; init; } = VersionFailureStrategy.Reject;

    /// <summary>The task hub's name as written, which may be a %Setting%; null when the file names none.</summary>
    public string? HubName { get; init; }

    /// <summary>How much Service Bus triggers take at a time.</summary>
    public ServiceBusSettings ServiceBus { get; init; } = new();

    /// <summary>Lowest level logged by category; "default" stands for all others.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Puts what the file says of the durable engine into its options; what it does not say is left as it is.</summary>
    public void ApplyTo(EngineOptions engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.MaxConcurrentActivities = MaxConcurrentActivityFunctions ?? engine.MaxConcurrentActivities;
        engine.MaxConcurrentTurns = MaxConcurrentOrchestratorFunctions ?? engine.MaxConcurrentTurns;
        engine.DefaultVersion = DefaultVersion ?? engine.DefaultVersion;
        engine.VersionMatchStrategy = VersionMatchStrategy;
        engine.VersionFailureStrategy = VersionFailureStrategy;
    }

    /// <summary>Reads the file; a missing one means the defaults.</summary>
    /// <param name="path">Where host.json is.</param>
    /// <exception cref="HostException">ORC-HOST-008: the file is not JSON, or a known key has a value it cannot have.</exception>
    public static HostJson Load(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), path) : new HostJson();

    /// <summary>Reads the text of a host.json.</summary>
    /// <param name="text">JSON; comments and trailing commas are allowed.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="HostException">ORC-HOST-008: the text is not JSON, or a known key has a value it cannot have.</exception>
    public static HostJson Parse(string text, string path = "host.json") => new HostJsonReader(path).Read(text);
}
