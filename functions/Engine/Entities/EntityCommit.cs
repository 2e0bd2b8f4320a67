using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Entities;

/// <summary>
/// A batch of an entity made durable: the messages it took go, its state and its effects come, in one transaction. So an
/// operation that is cut off runs again over the state it began with, and its effects happen once.
/// </summary>
sealed class EntityCommit(InstanceRunner runner, Entity entity, EntityBatch batch) : Commit
{
    readonly Outbox outbox = new(runner);
    readonly EntityOutbox entityOutbox = new(runner);
    EntityRecord next = batch.After;

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        entityOutbox.Clear();
        next = batch.After;
        foreach (var messageId in batch.Taken)
            transaction.Entities.DeleteMessage(messageId);
        if (batch.Acquired is { } acquired)
            PassOn(transaction, acquired);
        foreach (var effect in batch.Effects)
            Apply(transaction, effect);
        if (next.Exists)
            transaction.Entities.Put(next);
        else if (batch.Before.Exists)
            transaction.Entities.Delete(next.Id);
    }

    public override void Committed()
    {
        foreach (var effect in batch.Effects)
            if (effect is EntityEffect.StartOrchestration { Start: var start })
                Started(start);
        outbox.Deliver();
        entityOutbox.Deliver();
        entity.BatchIsDurable(next);
    }

    public override void Refused(Exception reason) => entity.BatchWasRefused(reason);

    /// <summary>
    /// Asks the next entity, or tells the owner that it has all. An owner that has ended meanwhile gets no lock: the commit of
    /// its end has released what it had by then, and there would be nobody to release this one.
    /// </summary>
    void PassOn(IDurableTransaction transaction, EntityMessage.AcquireLock acquired)
    {
        var owner = transaction.Find(acquired.Owner.InstanceId);
        if (owner is null || owner.IsTerminal || owner.ExecutionId != acquired.Owner.ExecutionId)
        {
            next = next with { LockedBy = null };
            return;
        }

        var position = acquired.Position + 1;
        if (position < acquired.Entities.Count)
            entityOutbox.Send(transaction, acquired.Entities[position], acquired with { Position = position });
        else
            outbox.Send(transaction, owner, new EntityLockGranted(runner.Now, acquired.Owner.TaskId), owner.ExecutionId);
    }

    void Apply(IDurableTransaction transaction, EntityEffect effect)
    {
        switch (effect)
        {
            case EntityEffect.Answer { Caller: var caller } answer:
                outbox.Send(transaction, transaction.Find(caller.InstanceId), answer.Event, caller.ExecutionId);
                break;
            case EntityEffect.SignalEntity signal:
                entityOutbox.Send(transaction, signal.EntityId, signal.Signal, signal.Due);
                break;
            case EntityEffect.StartOrchestration { Start: var start }:
                start.Apply(transaction);
                break;
        }
    }

    void Started(InstanceCreation start)
    {
        if (start.InTheWay is { } inTheWay)
            runner.Entities.StartWasRefused(next.Id, inTheWay);
        else
            start.Deliver();
    }
}
