using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Storage;

/// <summary>Keeps everything in memory, for simulations and tests. Same behaviour as the SQLite store, but a restart forgets.</summary>
sealed class MemoryDurableStore : IDurableStore, IDurableTransaction
{
    readonly Lock gate = new();
    readonly SortedDictionary<long, InstanceRecord> instances = [];
    readonly Dictionary<string, long> keys = [];
    readonly Dictionary<long, List<HistoryBatch>> histories = [];
    readonly SortedDictionary<long, (long Key, HistoryEvent Message)> messages = [];
    readonly Dictionary<long, HashSet<long>> messagesOf = [];
    readonly Dictionary<long, Dictionary<int, DateTime>> timersOf = [];
    readonly Dictionary<string, string> hostState = [];

    public bool NeedsEncoding => false;

    public RecoveredState Recover()
    {
        lock (gate)
        {
            var active = instances.Values.Where(record => !record.IsTerminal).ToList();
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
            foreach (var commit in commits)
                commit.Apply(this);
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

    public IReadOnlyList<InstanceRecord> Query(InstanceFilter filter, long after, int top)
    {
        lock (gate)
            return instances.Values.Where(record => record.Key > after && filter.Matches(record)).Take(top).ToList();
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
        instances.Add(record.Key, record);
    }

    void IDurableTransaction.Update(InstanceRecord record) => instances[record.Key] = record;

    void IDurableTransaction.Delete(long key)
    {
        if (!instances.Remove(key, out var record))
            return;
        keys.Remove(record.Id);
        histories.Remove(key);
        DeleteTimersAndMessages(key);
    }

    void IDurableTransaction.Append(long key, HistoryBatch batch)
    {
        if (histories.TryGetValue(key, out var batches))
            batches.Add(batch);
        else
            histories.Add(key, [batch]);
    }

    void IDurableTransaction.DeleteHistory(long key) => histories.Remove(key);

    void IDurableTransaction.AddMessage(long messageId, long key, HistoryEvent message)
    {
        messages.Add(messageId, (key, message));
        if (!messagesOf.TryGetValue(key, out var ids))
            messagesOf.Add(key, ids = []);
        ids.Add(messageId);
    }

    void IDurableTransaction.DeleteMessage(long messageId)
    {
        if (messages.Remove(messageId, out var message))
            messagesOf[message.Key].Remove(messageId);
    }

    void IDurableTransaction.AddTimer(long key, int timerId, DateTime fireAt)
    {
        if (!timersOf.TryGetValue(key, out var timers))
            timersOf.Add(key, timers = []);
        timers.Add(timerId, fireAt);
    }

    void IDurableTransaction.DeleteTimer(long key, int timerId)
    {
        if (timersOf.TryGetValue(key, out var timers))
            timers.Remove(timerId);
    }

    void IDurableTransaction.DeleteTimersAndMessages(long key) => DeleteTimersAndMessages(key);

    void IDurableTransaction.SetHostState(string name, string value) => hostState[name] = value;

    void DeleteTimersAndMessages(long key)
    {
        timersOf.Remove(key);
        if (messagesOf.Remove(key, out var ids))
            foreach (var id in ids)
                messages.Remove(id);
    }
}
