using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Instances;

/// <summary>An instance with the id exists in a state that may not be replaced (ORC-ENGINE-007).</summary>
public sealed class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <param name="instanceId">The id that is taken.</param>
    /// <param name="status">Where the existing instance stands.</param>
    public OrchestrationAlreadyExistsException(string instanceId, OrchestrationRuntimeStatus status)
        : base(
            $"An orchestration instance '{instanceId}' exists and is {status}. Use another id, or end that one first. "
            + $"({EngineErrors.InstanceExists})") =>
        (InstanceId, Status) = (instanceId, status);

    /// <summary>The id that is taken.</summary>
    public string InstanceId { get; }

    /// <summary>Where the instance stood that has it.</summary>
    public OrchestrationRuntimeStatus Status { get; }
}
