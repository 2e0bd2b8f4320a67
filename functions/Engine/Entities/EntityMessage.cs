using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Entities;

/// <summary>Something for an entity, in the order in which the commits that sent it became durable.</summary>
abstract record EntityMessage
{
    /// <summary>The span that sent it; default for none.</summary>
    public TraceLink Trace { get; init; }

    /// <summary>Runs an operation; nobody waits for it.</summary>
    public sealed record Signal(string Operation, string? Input) : EntityMessage;

    /// <summary>Runs an operation and tells the caller what came of it.</summary>
    public sealed record Call(EntityCaller Caller, string Operation, string? Input) : EntityMessage;

    /// <summary>Locks the entity for an orchestration, and passes the request on to the next one; the last one tells the owner.</summary>
    /// <param name="Owner">Who asked for the locks.</param>
    /// <param name="Entities">All entities to lock, in the global order of ids: so no two orchestrations wait for each other.</param>
    /// <param name="Position">Which of them it has come to.</param>
    public sealed record AcquireLock(EntityCaller Owner, IReadOnlyList<string> Entities, int Position) : EntityMessage;

    /// <summary>Ends a lock, if it is still this owner's.</summary>
    public sealed record ReleaseLock(EntityCaller Owner) : EntityMessage;
}

/// <summary>A message as it is stored.</summary>
/// <param name="Id">Its number; the same counter as that of the instances' messages.</param>
/// <param name="EntityId">Whom it is for.</param>
/// <param name="Message">What it says.</param>
/// <param name="Due">When it may be taken, UTC; null for at once.</param>
sealed record StoredEntityMessage(long Id, string EntityId, EntityMessage Message, DateTime? Due);
