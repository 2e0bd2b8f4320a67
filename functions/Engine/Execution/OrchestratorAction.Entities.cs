using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

/// <content>What an orchestrator asks of entities.</content>
abstract partial record OrchestratorAction
{
    /// <summary>The entity it calls; null when it calls none.</summary>
    public virtual EntityInstanceId? CalledEntity => null;

    /// <summary>Calls an entity and waits for its answer.</summary>
    public sealed record CallEntity(int EventId, string EntityId, string Operation, string? Input) : OrchestratorAction(EventId)
    {
        public override string Describe() => $"call of '{Operation}' on entity '{EntityId}'";

        public override string TaskName => Operation;

        public override EntityInstanceId? CalledEntity => EntityInstanceId.FromString(EntityId);

        public override HistoryEvent ToEvent(DateTime now) => new EntityOperationCalled(now, EventId, EntityId, Operation, Input);
    }

    /// <summary>Signals an entity, without waiting.</summary>
    public sealed record SignalEntity(int EventId, string EntityId, string Operation, string? Input, DateTime? Due) : OrchestratorAction(EventId)
    {
        public override string Describe() => $"signal '{Operation}' to entity '{EntityId}'";

        public override HistoryEvent ToEvent(DateTime now) => new EntityOperationSignaled(now, EventId, EntityId, Operation, Input, Due);
    }

    /// <summary>Locks entities, in the order given, and waits until it has all.</summary>
    public sealed record LockEntities(int EventId, IReadOnlyList<string> Entities) : OrchestratorAction(EventId)
    {
        public override string Describe() => $"locks of {string.Join(", ", Entities.Select(entity => $"'{entity}'"))}";

        public override HistoryEvent ToEvent(DateTime now) => new EntityLockRequested(now, EventId, Entities);
    }

    /// <summary>Ends the locks of an earlier request.</summary>
    public sealed record UnlockEntities(int EventId, int LockId, IReadOnlyList<string> Entities) : OrchestratorAction(EventId)
    {
        public override string Describe() => "the end of a critical section";

        public override HistoryEvent ToEvent(DateTime now) => new EntityUnlockSent(now, EventId, LockId);
    }
}
