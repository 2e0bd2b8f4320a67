using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Execution;

/// <summary>The entities that an orchestrator has locked, or is locking.</summary>
sealed class CriticalSection(IReadOnlyList<EntityInstanceId> entities)
{
    readonly HashSet<EntityInstanceId> free = [.. entities];

    public IReadOnlyList<EntityInstanceId> Entities => entities;

    /// <summary>True from the moment when all are locked.</summary>
    public bool IsEntered { get; set; }

    public bool Holds(EntityInstanceId id) => entities.Contains(id);

    /// <exception cref="InvalidOperationException">The entity is not locked, or a call of it has not ended.</exception>
    public void BeginCall(EntityInstanceId id)
    {
        if (!Holds(id))
            throw new InvalidOperationException($"'{id}' is not locked by this critical section, so it must not be called inside it. Lock it too.");
        if (!free.Remove(id))
            throw new InvalidOperationException($"A call of '{id}' has not ended; inside a critical section each entity is called once at a time.");
    }

    public void EndCall(EntityInstanceId id) => free.Add(id);
}
