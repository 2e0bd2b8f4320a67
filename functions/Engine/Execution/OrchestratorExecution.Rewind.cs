using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

sealed partial class OrchestratorExecution
{
    HashSet<int>? orphans;

    /// <summary>
    /// Replays a history that something was taken out of, for whoever only wants to know: recorded requests that the code does
    /// not make are passed over, with what came of them.
    /// </summary>
    /// <returns>The sequence numbers of those requests.</returns>
    public IReadOnlySet<int> Rehearse(IEnumerable<HistoryEvent> past)
    {
        orphans = [];
        Replay(past);
        return orphans;
    }

    /// <summary>True when a recorded request that the code does not make is to be passed over.</summary>
    bool PassOver(int eventId) => orphans?.Add(eventId) ?? false;

    bool AnswersOrphan(HistoryEvent happened) => orphans is { Count: > 0 } && happened.AnsweredId() is { } id && orphans.Contains(id);
}
