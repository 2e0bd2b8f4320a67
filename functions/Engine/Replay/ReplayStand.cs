using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Replay;

/// <summary>How an orchestrator's code stands after a replay.</summary>
/// <param name="Fault">Why it can only be failed, or null.</param>
/// <param name="Ended">How it ended; null while it waits or is faulted.</param>
/// <param name="ContinuesAsNew">True when it asked for that.</param>
readonly record struct ReplayStand(Exception? Fault, ExecutionCompleted? Ended, bool ContinuesAsNew);
