using Microsoft.DurableTask;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Entities;

/// <summary>
/// What an entity did since its last commit: the messages it took, its state and lock afterwards, and what it causes. An
/// operation that throws leaves none of its own writes behind, but its message is taken and its caller is told.
/// </summary>
sealed class EntityBatch(EntityRecord before)
{
    readonly List<long> taken = [];
    readonly List<EntityEffect> effects = [];

    /// <summary>The entity as the batch leaves it.</summary>
    public EntityRecord After { get; private set; } = before;

    /// <summary>The entity as it was found.</summary>
    public EntityRecord Before { get; } = before;

    /// <summary>Numbers of the messages it took.</summary>
    public IReadOnlyList<long> Taken => taken;

    /// <summary>What it causes, in order.</summary>
    public IReadOnlyList<EntityEffect> Effects => effects;

    /// <summary>The lock it took, to be passed on; null for none.</summary>
    public EntityMessage.AcquireLock? Acquired { get; private set; }

    /// <summary>Takes a message that is about the lock.</summary>
    public void TakeLock(StoredEntityMessage message)
    {
        taken.Add(message.Id);
        if (message.Message is EntityMessage.AcquireLock acquire)
        {
            Acquired = acquire;
            After = After with { LockedBy = acquire.Owner };
        }
        else if (message.Message is EntityMessage.ReleaseLock release && release.Owner == After.LockedBy)
        {
            After = After with { LockedBy = null };
        }
    }

    /// <summary>Takes a message whose operation has ended.</summary>
    /// <param name="message">A signal or a call.</param>
    /// <param name="operation">What it wrote and asked for.</param>
    /// <param name="result">JSON, or null.</param>
    /// <param name="failure">Why it failed; null when it did not.</param>
    /// <param name="now">When it ended, UTC.</param>
    public void Take(StoredEntityMessage message, EntityOperation operation, string? result, TaskFailureDetails? failure, DateTime now)
    {
        taken.Add(message.Id);
        After = After with { UpdatedAt = now };
        if (failure is null)
        {
            After = After with { State = operation.Stored.Json };
            effects.AddRange(operation.Effects.Asked);
        }

        if (message.Message is EntityMessage.Call { Caller: var caller })
            effects.Add(new EntityEffect.Answer(caller, failure is null
                ? new EntityOperationCompleted(now, caller.TaskId, result)
                : new EntityOperationFailed(now, caller.TaskId, failure)));
    }
}
