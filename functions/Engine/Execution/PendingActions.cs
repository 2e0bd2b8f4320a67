using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

/// <summary>
/// What an orchestrator's code asked for and its history does not hold yet, by sequence number. Replay takes them out one by
/// one as the history records them, and refuses what does not match; what is left at the end of a turn is new.
/// </summary>
sealed class PendingActions
{
    readonly SortedDictionary<int, OrchestratorAction> actions = [];
    int next;

    public int Count => actions.Count;

    public OrchestratorAction First => actions.First().Value;

    /// <summary>Gives a request the next sequence number.</summary>
    public OrchestratorAction Add(Func<int, OrchestratorAction> request)
    {
        var action = request(next);
        actions.Add(next++, action);
        return action;
    }

    /// <summary>Forgets a request that was withdrawn. False when it is recorded already.</summary>
    public bool Remove(int eventId) => actions.Remove(eventId);

    /// <summary>Takes out what the history records, when the code asked for the same.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">It asked for something else, or for nothing.</exception>
    public void Match(HistoryEvent recorded)
    {
        switch (recorded)
        {
            case TaskScheduled e:
                Match<OrchestratorAction.CallActivity>(e.EventId, $"activity '{e.Name}'", asked => SameName(asked.Name, e.Name));
                break;
            case SubOrchestrationCreated e:
                Match<OrchestratorAction.CallSubOrchestration>(
                    e.EventId, $"sub-orchestration '{e.Name}'", asked => SameName(asked.Name, e.Name));
                break;
            case TimerCreated e:
                Match<OrchestratorAction.CreateTimer>(e.EventId, "a timer", static _ => true);
                break;
            case EventSent e:
                Match<OrchestratorAction.SendEvent>(e.EventId, $"event '{e.Name}'", asked => SameName(asked.Name, e.Name));
                break;
        }
    }

    /// <summary>Takes all, in the order they were asked for.</summary>
    public List<OrchestratorAction> TakeAll()
    {
        var all = actions.Values.ToList();
        actions.Clear();
        return all;
    }

    void Match<TAction>(int eventId, string recorded, Func<TAction, bool> same)
        where TAction : OrchestratorAction
    {
        if (!actions.Remove(eventId, out var asked))
            throw NonDeterministicOrchestrationException.NotAskedFor(eventId, recorded);
        if (asked is not TAction action || !same(action))
            throw new NonDeterministicOrchestrationException(eventId, recorded, asked.Describe());
    }

    static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
