using Orchestrations.Engine.Entities.Rows;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>Keeps everything in memory, for simulations and tests. Same behaviour as the SQLite store, but it ends with the process.</summary>
sealed class MemoryDurableStore : IDurableStore, IDurableTransaction
{
    readonly Lock gate = new();
    readonly SortedDictionary<long, InstanceRecord> instances = [];
    readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);
    readonly Dictionary<long, List<HistoryBatch>> histories = [];
    readonly SortedDictionary<long, (long Key, HistoryEvent Message)> messages = [];
    readonly Dictionary<long, HashSet<long>> messagesOf = [];
    readonly Dictionary<long, SortedDictionary<int, DateTime>> timersOf = [];
    readonly Dictionary<string, string> hostState = new(StringComparer.Ordinal);

    readonly SortedDictionary<string, InstanceCounts> counts = new(StringComparer.Ordinal);

    // What takes back the writes of the transaction under way, newest on top.
    readonly Stack<Action> undo = new();
    readonly MemoryBusRows bus;
    readonly MemoryEntityRows entities;

    public MemoryDurableStore()
    {
        bus = new MemoryBusRows(gate, undo);
        entities = new MemoryEntityRows(gate, undo);
    }

    /// <summary>What was ever started, and how it ended, by the orchestrator's name; also of ids that were used again.</summary>
    public IReadOnlyDictionary<string, InstanceCounts> Counts
    {
        get
        {
            lock (gate)
                return new Dictionary<string, InstanceCounts>(counts);
        }
    }

    public bool NeedsEncoding => false;

    IBusStore IDurableStore.Bus => bus;

    IBusTransaction IDurableTransaction.Bus => bus;

    IEntityStore IDurableStore.Entities => entities;

    IEntityTransaction IDurableTransaction.Entities => entities;

    public RecoveredState Recover()
    {
        lock (gate)
        {
            var active = instances.Values
                .Where(record => !record.IsTerminal)
                .Select(record => record with { UpdatedAt = histories[record.Key][^1].Events[0].Timestamp })
                .ToList();
            var resume = active.Where(record => histories[record.Key][^1].NeedsResume).Select(record => record.Key).ToHashSet();
            return new RecoveredState(
                instances.Count == 0 ? 0 : instances.Keys.Last(),
                messages.Count == 0 ? 0 : messages.Keys.Last(),
                active,
                resume,
                timersOf.SelectMany(of => of.Value.Select(timer => (of.Key, timer.Key, timer.Value))).ToList(),
                messages.Select(message => (message.Value.Key, message.Key, message.Value.Message)).ToList());
        }
    }

    public void Write(IReadOnlyList<Commit> commits)
    {
        lock (gate)
        {
            undo.Clear();
            try
            {
                foreach (var commit in commits)
                    commit.Apply(this);
            }
            catch
            {
                while (undo.TryPop(out var takeBack))
                    takeBack();
                throw;
            }
        }
    }

    InstanceRecord? IDurableStore.Find(string id)
    {
        lock (gate)
            return Find(id);
    }

    public List<HistoryEvent> ReadHistory(long key)
    {
        lock (gate)
            return histories.TryGetValue(key, out var batches) ? batches.SelectMany(batch => batch.Events).ToList() : [];
    }

    public InstancePage Query(InstanceFilter filter, string? after, int top)
    {
        lock (gate)
        {
            var matching = instances.Values.Where(record => filter.Matches(record)
                && !(filter.WithoutParent && record.Parent is { } parent && keys.ContainsKey(parent.InstanceId)));
            return InstancePage.Of([.. (filter.IsById ? ById(matching) : ByCreation(matching)).Take(top)], filter, top);
        }

        IEnumerable<InstanceRecord> ById(IEnumerable<InstanceRecord> matching)
        {
            var last = InstancePage.AfterId(after, filter);
            var side = filter.Descending ? -1 : 1;
            var rest = matching.Where(record => last is null || string.CompareOrdinal(record.Id, last) * side > 0);
            return filter.Descending
                ? rest.OrderByDescending(record => record.Id, StringComparer.Ordinal)
                : rest.OrderBy(record => record.Id, StringComparer.Ordinal);
        }

        IEnumerable<InstanceRecord> ByCreation(IEnumerable<InstanceRecord> matching)
        {
            var last = InstancePage.AfterCreation(after, filter);
            var side = filter.Descending ? -1 : 1;
            var rest = matching.Where(record => (record.CreatedAt.Ticks, record.Key).CompareTo(last) * side > 0);
            return InstanceQuery.InOrder(rest, filter);
        }
    }

    public IReadOnlyList<InstanceRecord> ChildrenOf(string parentId)
    {
        lock (gate)
            return instances.Values.Where(record => record.Parent?.InstanceId == parentId).ToList();
    }

    public string? GetHostState(string name)
    {
        lock (gate)
            return hostState.GetValueOrDefault(name);
    }

    public void Dispose()
    {
    }

    public InstanceRecord? Find(string id) => keys.TryGetValue(id, out var key) ? instances[key] : null;

    void IDurableTransaction.Insert(InstanceRecord record)
    {
        keys.Add(record.Id, record.Key);
        undo.Push(() => keys.Remove(record.Id));
        instances.Add(record.Key, record);
        undo.Push(() => instances.Remove(record.Key));
        Count(record.Name, before => before with { Started = before.Started + 1 });
        if (record.IsTerminal)
            Count(record.Name, before => before.And(record.Status));
    }

    void IDurableTransaction.Update(InstanceRecord record)
    {
        if (!instances.TryGetValue(record.Key, out var before))
            return;
        instances[record.Key] = record;
        undo.Push(() => instances[record.Key] = before);
        if (record.IsTerminal && !before.IsTerminal)
            Count(record.Name, counted => counted.And(record.Status));
    }

    void Count(string name, Func<InstanceCounts, InstanceCounts> change)
    {
        var before = counts.GetValueOrDefault(name) ?? new InstanceCounts(0, 0, 0);
        counts[name] = change(before);
        undo.Push(() => counts[name] = before);
    }

    void IDurableTransaction.Delete(long key)
    {
        if (!instances.Remove(key, out var record))
            return;
        keys.Remove(record.Id);
        undo.Push(() =>
        {
            instances.Add(key, record);
            keys.Add(record.Id, key);
        });
        DeleteHistory(key);
        DeleteTimersAndMessages(key);
    }

    bool IDurableTransaction.Append(long key, HistoryBatch batch)
    {
        if (!instances.ContainsKey(key))
            return false;
        if (!histories.TryGetValue(key, out var batches))
            histories.Add(key, batches = []);
        batches.Add(batch);
        undo.Push(() => batches.RemoveAt(batches.Count - 1));
        return true;
    }

    void IDurableTransaction.DeleteHistory(long key) => DeleteHistory(key);

    void IDurableTransaction.AddMessage(long messageId, long key, HistoryEvent message)
    {
        messages.Add(messageId, (key, message));
        if (!messagesOf.TryGetValue(key, out var ids))
            messagesOf.Add(key, ids = []);
        ids.Add(messageId);
        undo.Push(() => RemoveMessage(messageId));
    }

    void IDurableTransaction.DeleteMessage(long messageId)
    {
        if (RemoveMessage(messageId) is { } message)
            undo.Push(() => RestoreMessage(messageId, message));
    }

    void IDurableTransaction.AddTimer(long key, int timerId, DateTime fireAt)
    {
        if (!timersOf.TryGetValue(key, out var timers))
            timersOf.Add(key, timers = []);
        timers.Add(timerId, fireAt);
        undo.Push(() => timers.Remove(timerId));
    }

    void IDurableTransaction.DeleteTimer(long key, int timerId)
    {
        if (timersOf.TryGetValue(key, out var timers) && timers.Remove(timerId, out var due))
            undo.Push(() => timers.Add(timerId, due));
    }

    void IDurableTransaction.DeleteTimersAndMessages(long key) => DeleteTimersAndMessages(key);

    void IDurableTransaction.SetHostState(string name, string value)
    {
        var before = hostState.GetValueOrDefault(name);
        hostState[name] = value;
        undo.Push(() => Restore(name, before));
    }

    void DeleteHistory(long key)
    {
        if (histories.Remove(key, out var batches))
            undo.Push(() => histories[key] = batches);
    }

    void DeleteTimersAndMessages(long key)
    {
        if (timersOf.Remove(key, out var timers))
            undo.Push(() => timersOf[key] = timers);
        if (!messagesOf.Remove(key, out var ids))
            return;
        foreach (var id in ids)
            if (messages.Remove(id, out var message))
                undo.Push(() => RestoreMessage(id, message));
    }

    (long Key, HistoryEvent Message)? RemoveMessage(long messageId)
    {
        if (!messages.Remove(messageId, out var message))
            return null;
        if (messagesOf.TryGetValue(message.Key, out var ids))
            ids.Remove(messageId);
        return message;
    }

    void RestoreMessage(long messageId, (long Key, HistoryEvent Message) message)
    {
        messages.Add(messageId, message);
        if (!messagesOf.TryGetValue(message.Key, out var ids))
            messagesOf.Add(message.Key, ids = []);
        ids.Add(messageId);
    }

    void Restore(string name, string? value)
    {
        if (value is null)
            hostState.Remove(name);
        else
            hostState[name] = value;
    }
}
