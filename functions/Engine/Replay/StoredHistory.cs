using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Replay;

/// <summary>One instance's history, taken out of an engine to be replayed elsewhere.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Name">The orchestrator's name.</param>
/// <param name="Version">The version it was started with; empty for none.</param>
/// <param name="Status">Where it stood when it was taken.</param>
/// <param name="Events">Its history, oldest first; the first is its start.</param>
public sealed record StoredHistory(
    string Id, string Name, string Version, OrchestrationRuntimeStatus Status, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The history of an instance, with the name and version of its start.</summary>
    /// <exception cref="ReplayException">ORC-REPLAY-001: the events do not begin with a start.</exception>
    public static StoredHistory Of(string id, OrchestrationRuntimeStatus status, IReadOnlyList<HistoryEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(events);
        var start = events.Count > 0 ? events[0] as ExecutionStarted : null;
        return start is null
            ? throw ReplayException.Unreadable($"The history of '{id}' does not begin with its start.", null)
            : new StoredHistory(id, start.Name, start.Version, status, events);
    }
}
