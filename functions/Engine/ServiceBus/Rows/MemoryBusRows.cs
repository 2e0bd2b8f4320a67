namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>Messages in memory, for simulations and tests. Same behaviour as the SQLite tables, but they end with the process.</summary>
/// <param name="gate">The lock of the store they belong to; its transactions hold it.</param>
/// <param name="undo">Takes back the writes of the transaction under way, newest on top.</param>
sealed class MemoryBusRows(Lock gate, Stack<Action> undo) : IBusTransaction, IBusStore
{
    readonly SortedDictionary<long, MessageRow> rows = [];
    readonly Dictionary<long, int> deliveries = [];
    readonly Dictionary<(string Entity, string MessageId), DateTime> duplicates = [];
    long last;

    public RecoveredBus Recover()
    {
        lock (gate)
            return new RecoveredBus(last, [.. rows.Values.Select(row => new RecoveredMessage(
                row.Sequence,
                row.Entity,
                row.SessionId,
                row.AvailableAt,
                row.ExpiresAt,
                row.Size,
                deliveries.GetValueOrDefault(row.Sequence)))]);
    }

    MessageRow? IBusStore.Find(long sequence)
    {
        lock (gate)
            return Find(sequence);
    }

    public IReadOnlyList<MessageRow> Page(string entity, long after, int top)
    {
        lock (gate)
            return [.. rows.Values.Where(row => row.Sequence > after && row.Entity == entity).Take(top)];
    }

    public MessageRow? Find(long sequence) => rows.GetValueOrDefault(sequence);

    void IBusTransaction.Insert(MessageRow row)
    {
        rows.Add(row.Sequence, row);
        undo.Push(() => rows.Remove(row.Sequence));
        last = Math.Max(last, row.Sequence);
    }

    void IBusTransaction.Delete(long sequence)
    {
        if (rows.Remove(sequence, out var row))
            undo.Push(() => rows.Add(sequence, row));
        SetDeliveries(sequence, 0);
    }

    void IBusTransaction.Move(long sequence, string entity, byte[] header)
    {
        if (!rows.TryGetValue(sequence, out var before))
            return;
        rows[sequence] = before with { Entity = entity, Header = header, ExpiresAt = null };
        undo.Push(() => rows[sequence] = before);
    }

    void IBusTransaction.SetDeliveries(long sequence, int count) => SetDeliveries(sequence, count);

    bool IBusTransaction.Remember(string entity, string messageId, DateTime now, DateTime until)
    {
        var known = duplicates.TryGetValue((entity, messageId), out var before);
        if (known && before > now)
            return false;
        duplicates[(entity, messageId)] = until;
        undo.Push(() => Restore(duplicates, (entity, messageId), known, before));
        return true;
    }

    void IBusTransaction.Forget(DateTime now)
    {
        foreach (var (id, until) in duplicates.Where(known => known.Value <= now).ToList())
        {
            duplicates.Remove(id);
            undo.Push(() => duplicates[id] = until);
        }
    }

    void SetDeliveries(long sequence, int count)
    {
        var known = deliveries.TryGetValue(sequence, out var before);
        if (count == 0)
            deliveries.Remove(sequence);
        else
            deliveries[sequence] = count;
        undo.Push(() => Restore(deliveries, sequence, known, before));
    }

    static void Restore<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key, bool known, TValue before)
        where TKey : notnull
    {
        if (known)
            table[key] = before;
        else
            table.Remove(key);
    }
}
