namespace Orchestrations.Engine.Entities.Rows;

/// <summary>Entities in memory, for simulations and tests. Same behaviour as the SQLite tables, but they end with the process.</summary>
/// <param name="gate">The lock of the store they belong to; its transactions hold it.</param>
/// <param name="undo">Takes back the writes of the transaction under way, newest on top.</param>
sealed class MemoryEntityRows(Lock gate, Stack<Action> undo) : IEntityStore, IEntityTransaction
{
    readonly SortedDictionary<string, EntityRecord> entities = new(StringComparer.Ordinal);
    readonly SortedDictionary<long, StoredEntityMessage> messages = [];

    public IReadOnlyList<StoredEntityMessage> RecoverMessages()
    {
        lock (gate)
            return [.. messages.Values];
    }

    public EntityRecord? Find(string id)
    {
        lock (gate)
            return entities.GetValueOrDefault(id);
    }

    public int Backlog(string id)
    {
        lock (gate)
            return messages.Values.Count(message => message.EntityId == id);
    }

    public IReadOnlyList<EntityRecord> Query(EntityFilter filter, string after, int top)
    {
        lock (gate)
            return [.. entities.Values.Where(record => string.CompareOrdinal(record.Id, after) > 0 && filter.Matches(record)).Take(top)];
    }

    void IEntityTransaction.Put(EntityRecord record)
    {
        entities.TryGetValue(record.Id, out var before);
        entities[record.Id] = record;
        undo.Push(() => Restore(record.Id, before));
    }

    void IEntityTransaction.Delete(string id)
    {
        if (entities.Remove(id, out var before))
            undo.Push(() => Restore(id, before));
    }

    IReadOnlyList<EntityRecord> IEntityTransaction.LockedBy(string instanceId, string executionId) =>
        [.. entities.Values.Where(record => record.LockedBy is { } owner && owner.InstanceId == instanceId && owner.ExecutionId == executionId)];

    void IEntityTransaction.AddMessage(StoredEntityMessage message)
    {
        messages.Add(message.Id, message);
        undo.Push(() => messages.Remove(message.Id));
    }

    void IEntityTransaction.DeleteMessage(long messageId)
    {
        if (messages.Remove(messageId, out var before))
            undo.Push(() => messages.Add(messageId, before));
    }

    void Restore(string id, EntityRecord? before)
    {
        if (before is null)
            entities.Remove(id);
        else
            entities[id] = before;
    }
}
