using System.Text.Json.Serialization;

namespace Orchestrations.App.Health;

// What the health watch and its activity say to each other.

/// <summary>The input of <see cref="HealthOrchestrator"/> and of CheckHealth.</summary>
/// <param name="Run">The run's name, with its minute.</param>
/// <param name="Failed">Orchestrations that failed lately.</param>
public sealed record HealthInput(string Run, IReadOnlyList<FailedInstance> Failed)
{
    /// <summary>When the look began, UTC: up to then it was looked for what failed. Null in runs of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>An orchestration that failed.</summary>
/// <param name="Instance">Its id.</param>
/// <param name="Name">Its orchestrator.</param>
/// <param name="At">When, UTC.</param>
public sealed record FailedInstance(string Instance, string Name, DateTimeOffset At);

/// <summary>What a look came to: the output of <see cref="HealthOrchestrator"/>.</summary>
/// <param name="Checks">How many checks were made.</param>
/// <param name="Bad">What is not as it should be: its alert's subject of interest.</param>
public sealed record HealthResult(int Checks, IReadOnlyList<string> Bad);
