using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.History;

/// <summary>
/// One fact in the life of an instance. A history is the list of these in order; replaying it through the orchestrator's
/// code rebuilds the instance. Names follow Durable Task's own event types.
/// </summary>
/// <param name="Timestamp">When the engine recorded it, UTC.</param>
public abstract record HistoryEvent(DateTime Timestamp);

/// <summary>The instance began. Always the first event.</summary>
/// <param name="Timestamp">When it was created, UTC.</param>
/// <param name="Name">The orchestrator's name.</param>
/// <param name="ExecutionId">Changes with every continue-as-new.</param>
/// <param name="Input">JSON, or null.</param>
/// <param name="Version">The version it was started with; empty for none.</param>
/// <param name="Parent">The orchestration that waits for it, or null.</param>
/// <param name="Tags">The starter's tags, or null.</param>
public sealed record ExecutionStarted(
    DateTime Timestamp,
    string Name,
    string ExecutionId,
    string? Input,
    string Version,
    ParentLink? Parent,
    IReadOnlyDictionary<string, string>? Tags) : HistoryEvent(Timestamp)
{
    /// <summary>The W3C <c>traceparent</c> of whoever started it, or null when it was started outside any trace.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The W3C <c>tracestate</c> beside it, or null.</summary>
    public string? TraceState { get; init; }
}

/// <summary>Who waits for a sub-orchestration: which execution of which instance, and under which task id.</summary>
public sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int TaskId);

/// <summary>A turn began; its time is what the orchestrator sees as now.</summary>
public sealed record OrchestratorStarted(DateTime Timestamp) : HistoryEvent(Timestamp);

/// <summary>The orchestrator asked for an activity.</summary>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="EventId">Its number among what the execution asked for.</param>
/// <param name="Name">The activity's name.</param>
/// <param name="Input">JSON, or null.</param>
/// <param name="Version">The version asked for; null for that of the instance.</param>
public sealed record TaskScheduled(DateTime Timestamp, int EventId, string Name, string? Input, string? Version = null)
    : HistoryEvent(Timestamp);

/// <summary>An activity returned.</summary>
public sealed record TaskCompleted(DateTime Timestamp, int TaskId, string? Result) : HistoryEvent(Timestamp);

/// <summary>An activity threw.</summary>
public sealed record TaskFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure) : HistoryEvent(Timestamp);

/// <summary>The orchestrator asked for a sub-orchestration.</summary>
public sealed record SubOrchestrationCreated(DateTime Timestamp, int EventId, string Name, string InstanceId, string? Input)
    : HistoryEvent(Timestamp);

/// <summary>A sub-orchestration returned.</summary>
public sealed record SubOrchestrationCompleted(DateTime Timestamp, int TaskId, string? Result) : HistoryEvent(Timestamp);

/// <summary>A sub-orchestration failed or was terminated.</summary>
public sealed record SubOrchestrationFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure) : HistoryEvent(Timestamp);

/// <summary>The orchestrator asked for a timer.</summary>
public sealed record TimerCreated(DateTime Timestamp, int EventId, DateTime FireAt) : HistoryEvent(Timestamp);

/// <summary>A timer came due.</summary>
public sealed record TimerFired(DateTime Timestamp, int TimerId, DateTime FireAt) : HistoryEvent(Timestamp);

/// <summary>The orchestrator sent an event to another instance.</summary>
public sealed record EventSent(DateTime Timestamp, int EventId, string InstanceId, string Name, string? Input) : HistoryEvent(Timestamp);

/// <summary>An event arrived from outside.</summary>
public sealed record EventRaised(DateTime Timestamp, string Name, string? Input) : HistoryEvent(Timestamp);

/// <summary>A person or a program paused the instance.</summary>
public sealed record ExecutionSuspended(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>A paused instance goes on.</summary>
public sealed record ExecutionResumed(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>A failed instance goes on from where it failed: the failures are gone from its history, what ended well is still there.</summary>
public sealed record ExecutionRewound(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>The instance was ended from outside.</summary>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Output">JSON that becomes the instance's output, or null.</param>
/// <param name="Recursive">Whether its sub-orchestrations end with it.</param>
public sealed record ExecutionTerminated(DateTime Timestamp, string? Output, bool Recursive) : HistoryEvent(Timestamp);

/// <summary>The instance ended. Always the last event.</summary>
public sealed record ExecutionCompleted(
    DateTime Timestamp,
    OrchestrationRuntimeStatus Status,
    string? Result,
    TaskFailureDetails? Failure) : HistoryEvent(Timestamp);
