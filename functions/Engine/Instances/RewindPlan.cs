using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>How one failed instance goes on, worked out ahead of the commit.</summary>
/// <param name="Before">The instance as it was when this was worked out; the plan holds for no other state.</param>
/// <param name="After">The instance as it goes on.</param>
/// <param name="Events">Its history from here on.</param>
sealed record RewindPlan(InstanceRecord Before, InstanceRecord After, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>Timers that had not come due when it failed. They ended with it, so they are set again.</summary>
    public IReadOnlyList<TimerCreated> OpenTimers { get; } =
        [.. Events.OfType<TimerCreated>().ExceptBy(Events.OfType<TimerFired>().Select(fired => fired.TimerId), timer => timer.EventId)];

    /// <summary>Sub-orchestrations whose answers are not in the history: they may have come when nobody was there to take them.</summary>
    public IReadOnlyList<string> OpenChildren { get; } = ChildrenWithoutAnswer(Events);

    static List<string> ChildrenWithoutAnswer(IReadOnlyList<HistoryEvent> events)
    {
        var answered = events.OfType<SubOrchestrationCompleted>().Select(answer => answer.TaskId)
            .Concat(events.OfType<SubOrchestrationFailed>().Select(answer => answer.TaskId))
            .ToHashSet();
        return [.. events.OfType<SubOrchestrationCreated>().Where(child => !answered.Contains(child.EventId)).Select(child => child.InstanceId)];
    }
}
