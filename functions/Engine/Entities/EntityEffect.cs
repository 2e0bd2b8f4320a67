using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Entities;

/// <summary>What an operation causes outside its entity. It leaves with the state, or not at all.</summary>
abstract record EntityEffect
{
    /// <summary>Tells the caller what came of a call.</summary>
    public sealed record Answer(EntityCaller Caller, HistoryEvent Event) : EntityEffect;

    /// <summary>Signals an entity, itself included.</summary>
    public sealed record SignalEntity(string EntityId, EntityMessage.Signal Signal, DateTime? Due) : EntityEffect;

    /// <summary>Starts an orchestration, unless its id is taken.</summary>
    public sealed record StartOrchestration(InstanceCreation Start) : EntityEffect;
}
