using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Entities;

/// <summary>The messages one commit sends to entities: stored with it, and delivered when it is durable.</summary>
sealed class EntityOutbox(InstanceRunner runner)
{
    readonly List<StoredEntityMessage> sent = [];

    /// <summary>Forgets an attempt that was undone.</summary>
    public void Clear() => sent.Clear();

    /// <summary>Stores a message for an entity, which need not exist.</summary>
    /// <param name="transaction">The commit's writes.</param>
    /// <param name="entityId">As <c>@name@key</c>.</param>
    /// <param name="message">What to send.</param>
    /// <param name="due">When it may be taken, UTC; null for at once.</param>
    public void Send(IDurableTransaction transaction, string entityId, EntityMessage message, DateTime? due = null)
    {
        var stored = new StoredEntityMessage(runner.NextMessageId(), entityId, message, due);
        transaction.Entities.AddMessage(stored);
        sent.Add(stored);
    }

    /// <summary>Ends the locks that an execution still holds: it is over, so it will not.</summary>
    public void ReleaseLocks(IDurableTransaction transaction, InstanceRecord over)
    {
        foreach (var locked in transaction.Entities.LockedBy(over.Id, over.ExecutionId))
            Send(transaction, locked.Id, new EntityMessage.ReleaseLock(locked.LockedBy!.Value));
    }

    /// <summary>Hands the messages over. Called when the commit is durable.</summary>
    public void Deliver()
    {
        foreach (var message in sent)
            runner.Entities.Deliver(message);
    }
}
