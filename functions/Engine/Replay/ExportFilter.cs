using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Replay;

/// <summary>Which instances to export; what is null does not restrict.</summary>
public sealed record ExportFilter
{
    /// <summary>The orchestrator's name, without regard to case.</summary>
    public string? Name { get; init; }

    /// <summary>What the instance ids begin with.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Where the instances stand; null or empty for anywhere.</summary>
    public IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses { get; init; }

    /// <summary>Of each orchestrator only so many, the newest of those that the rest allows; 1 or more.</summary>
    public int? Latest { get; init; }
}
