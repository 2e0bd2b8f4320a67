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
    /// <param name="recorded">A request, as the history holds it.</param>
    /// <param name="passOver">Whether a request that the code did not make is passed over.</param>
    /// <returns>False when it is passed over.</returns>
    /// <exception cref="NonDeterministicOrchestrationException">The code asked for something else, or for nothing.</exception>
    public bool Match(HistoryEvent recorded, Func<int, bool> passOver) => recorded switch
    {
        TaskScheduled e =>
            Match<OrchestratorAction.CallActivity>(e.EventId, $"activity '{e.Name}'", asked => SameName(asked.Name, e.Name), passOver),
        SubOrchestrationCreated e =>
            Match<OrchestratorAction.CallSubOrchestration>(
                e.EventId, $"sub-orchestration '{e.Name}'", asked => SameName(asked.Name, e.Name), passOver),
        TimerCreated e => Match<OrchestratorAction.CreateTimer>(e.EventId, "a timer", static _ => true, passOver),
        EventSent e =>
            Match<OrchestratorAction.SendEvent>(e.EventId, $"event '{e.Name}'", asked => SameName(asked.Name, e.Name), passOver),
        _ => throw new ArgumentException($"A {recorded.GetType().Name} is no request.", nameof(recorded)),
    };

    /// <summary>Takes all, in the order they were asked for.</summary>
    public List<OrchestratorAction> TakeAll()
    {
        var all = actions.Values.ToList();
        actions.Clear();
        return all;
    }

    bool Match<TAction>(int eventId, string recorded, Func<TAction, bool> same, Func<int, bool> passOver)
        where TAction : OrchestratorAction
    {
        if (actions.TryGetValue(eventId, out var asked) && asked is TAction action && same(action))
            return actions.Remove(eventId);
        if (passOver(eventId))
            return false;
        throw asked is null
            ? NonDeterministicOrchestrationException.NotAskedFor(eventId, recorded)
            : new NonDeterministicOrchestrationException(eventId, recorded, asked.Describe());
    }

    static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
