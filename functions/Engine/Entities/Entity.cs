using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Entities;

/// <summary>
/// An entity with mail: it takes one message at a time, in the order of their commits. While it is locked it takes only what
/// the owner of the lock sends; the rest waits.
/// </summary>
/// <remarks>
/// Invariants: what it did since its last commit is in one batch, which is durable before the next begins. An operation that
/// had to wait for something ends its batch, so that nobody's answer waits for another's work.
/// </remarks>
sealed class Entity(EntityRunner runner, string id) : IThreadPoolWorkItem
{
    const int MostInOneBatch = 64;

    readonly EntityInstanceId instanceId = EntityInstanceId.FromString(id);
    readonly Lock gate = new();
    readonly LinkedList<StoredEntityMessage> waiting = new();
    List<StoredEntityMessage> mailbox = [];
    EntityRecord? record;
    bool busy;
    bool retired;

    public string Id => id;

    /// <summary>Puts a message into the mailbox and wakes the entity. False when it has left memory: then there is to be a new one.</summary>
    public bool TryPost(StoredEntityMessage message)
    {
        lock (gate)
        {
            if (retired)
                return false;
            mailbox.Add(message);
            if (busy)
                return true;
            busy = true;
        }

        runner.Woken(this);
        return true;
    }

    public void Execute() => _ = RunAsync();

    /// <summary>The last batch is durable: go on with what is there, or rest.</summary>
    public void BatchIsDurable(EntityRecord next)
    {
        record = next;
        if (!runner.IsDraining && (HasMail() || Next() is not null))
            runner.Again(this);
        else
            Rest();
    }

    public void BatchWasRefused(Exception reason)
    {
        // The stored state is untouched. As an instance, the entity rests until the host is restarted: it stays busy for good.
        runner.BatchWasRefused(this, reason);
    }

    async Task RunAsync()
    {
        EntityBatch batch;
        try
        {
            TakeMail();
            record ??= runner.Load(id);
            batch = new EntityBatch(record);
            await FillAsync(batch);
        }
        catch (Exception unexpected)
        {
            runner.Ran();
            BatchWasRefused(unexpected);
            return;
        }

        runner.Ran();
        if (batch.Taken.Count == 0)
            Rest();
        else
            runner.Commit(this, batch);
    }

    async Task FillAsync(EntityBatch batch)
    {
        while (batch.Taken.Count < MostInOneBatch && !runner.IsDraining && Next(batch.After.LockedBy) is { } node)
        {
            var message = node.Value;
            var takesLock = message.Message is EntityMessage.AcquireLock;
            if (takesLock && batch.Taken.Count > 0)
                return; // Whether it gets the lock is known only when that is durable.
            waiting.Remove(node);
            if (takesLock || message.Message is EntityMessage.ReleaseLock)
            {
                batch.TakeLock(message);
            }
            else
            {
                var operation = runner.RunAsync(instanceId, message, batch);
                if (operation.IsCompletedSuccessfully)
                    continue;
                await operation;
                return;
            }

            if (takesLock)
                return;
        }
    }

    LinkedListNode<StoredEntityMessage>? Next() => Next(record?.LockedBy);

    LinkedListNode<StoredEntityMessage>? Next(EntityCaller? owner)
    {
        for (var node = waiting.First; node is not null; node = node.Next)
            if (owner is not { } locked || MayPass(node.Value.Message, locked))
                return node;
        return null;
    }

    static bool MayPass(EntityMessage message, EntityCaller owner) => message switch
    {
        EntityMessage.ReleaseLock => true,
        EntityMessage.Call call => call.Caller.IsSameExecution(owner),
        _ => false,
    };

    void TakeMail()
    {
        List<StoredEntityMessage> arrived;
        lock (gate)
            (arrived, mailbox) = (mailbox, []);
        foreach (var message in arrived)
            waiting.AddLast(message);
    }

    bool HasMail()
    {
        lock (gate)
            return mailbox.Count > 0;
    }

    void Rest()
    {
        lock (gate)
        {
            if (mailbox.Count > 0 && !runner.IsDraining)
            {
                runner.Again(this);
                return;
            }

            busy = false;
            retired = waiting.Count == 0 && mailbox.Count == 0 && runner.IsCrowded;
        }

        runner.Rested(this, retired);
    }
}
