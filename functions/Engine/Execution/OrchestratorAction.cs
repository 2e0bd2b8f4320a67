using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

/// <summary>What an orchestrator asked for and its history does not hold yet.</summary>
/// <param name="EventId">The sequence number of the request within its execution, from 0.</param>
abstract record OrchestratorAction(int EventId)
{
    /// <summary>What the action is, for people: "activity 'ChargeCard'".</summary>
    public abstract string Describe();

    /// <summary>The activity or orchestrator it runs; empty when it runs none.</summary>
    public virtual string TaskName => "";

    /// <summary>The history event that records it.</summary>
    public abstract HistoryEvent ToEvent(DateTime now);

    /// <summary>Runs an activity.</summary>
    public sealed record CallActivity(int EventId, string Name, string? Input, string? Version) : OrchestratorAction(EventId)
    {
        public override string Describe() => $"activity '{Name}'";

        public override string TaskName => Name;

        public override HistoryEvent ToEvent(DateTime now) => new TaskScheduled(now, EventId, Name, Input, Version);
    }

    /// <summary>Starts a sub-orchestration and waits for it.</summary>
    public sealed record CallSubOrchestration(
        int EventId, string Name, string InstanceId, string? Input, string? Version, IReadOnlyDictionary<string, string>? Tags)
        : OrchestratorAction(EventId)
    {
        public override string Describe() => $"sub-orchestration '{Name}'";

        public override string TaskName => Name;

        public override HistoryEvent ToEvent(DateTime now) => new SubOrchestrationCreated(now, EventId, Name, InstanceId, Input);
    }

    /// <summary>Waits until a moment.</summary>
    public sealed record CreateTimer(int EventId, DateTime FireAt) : OrchestratorAction(EventId)
    {
        public override string Describe() => "a timer";

        public override HistoryEvent ToEvent(DateTime now) => new TimerCreated(now, EventId, FireAt);
    }

    /// <summary>Sends an event to another instance, without waiting.</summary>
    public sealed record SendEvent(int EventId, string InstanceId, string Name, string? Input) : OrchestratorAction(EventId)
    {
        public override string Describe() => $"event '{Name}'";

        public override HistoryEvent ToEvent(DateTime now) => new EventSent(now, EventId, InstanceId, Name, Input);
    }
}
