using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>Something for an instance's next turn.</summary>
/// <param name="Event">What arrived; null only to wake the instance (its first turn, or resuming after a restart).</param>
/// <param name="StoredId">Its id in the store when it is stored there; 0 for what the engine itself can produce again.</param>
/// <param name="ExecutionId">The execution it answers; null when any execution of the instance may take it.</param>
readonly record struct Message(HistoryEvent? Event, long StoredId = 0, string? ExecutionId = null);
