using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

/// <summary>What one turn of an orchestrator produced. All of it commits together, or none.</summary>
sealed class Turn
{
    /// <summary>Everything to append to the history: the turn's start, what arrived, what was asked for, perhaps the end.</summary>
    public required List<HistoryEvent> Events { get; init; }

    /// <summary>What the orchestrator asked for in this turn.</summary>
    public required IReadOnlyList<OrchestratorAction> Actions { get; init; }

    /// <summary>Timers that came due or were cancelled in this turn: they leave the store.</summary>
    public required IReadOnlyList<int> EndedTimers { get; init; }

    /// <summary>How many activities are running or waiting to run after this turn.</summary>
    public required int OpenActivities { get; init; }

    /// <summary>How the instance ended, or null while it goes on.</summary>
    public ExecutionCompleted? Completed { get; init; }

    /// <summary>The next execution of the instance when it ended by continue-as-new; then <see cref="Completed"/> is null.</summary>
    public Continuation? ContinuedAs { get; init; }

    /// <summary>True when the sub-orchestrations that are still open must be ended too.</summary>
    public bool TerminateChildren { get; init; }

    /// <summary>True while the instance is paused.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>How an instance goes on after continue-as-new.</summary>
/// <param name="Input">JSON, or null.</param>
/// <param name="Version">Another version, or null to keep the current one.</param>
/// <param name="Events">Events that were not consumed and are kept, oldest first.</param>
sealed record Continuation(string? Input, string? Version, IReadOnlyList<(string Name, string? Input)> Events);
