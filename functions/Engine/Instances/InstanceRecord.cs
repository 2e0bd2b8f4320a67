using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>What is known of an instance without its history. Immutable: a turn's commit replaces it.</summary>
sealed record InstanceRecord
{
    /// <summary>The engine's own number for it: another one when an id is used again. In order of creation.</summary>
    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string ExecutionId { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    /// <summary>When a scheduled start is due; null for at once.</summary>
    public DateTime? StartAt { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>The executions it was rewound from, with a blank between: what they asked for still answers to this one. Null for none.</summary>
    public string? RewoundFrom { get; init; }

    /// <summary>Whether an answer to an execution is an answer to the present one.</summary>
    public bool Takes(string executionId) =>
        ExecutionId == executionId || (RewoundFrom is { } earlier && earlier.Split(' ').Contains(executionId, StringComparer.Ordinal));

    public bool IsTerminal => IsTerminalStatus(Status);

    public static bool IsTerminalStatus(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated
        or OrchestrationRuntimeStatus.Canceled;
}
