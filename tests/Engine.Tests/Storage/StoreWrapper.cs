using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>A real store with something in front of its writes.</summary>
abstract class StoreWrapper(IDurableStore inner) : IDurableStore
{
    public bool NeedsEncoding => inner.NeedsEncoding;

    public IBusStore Bus => inner.Bus;

    protected IDurableStore Inner => inner;

    public abstract void Write(IReadOnlyList<Commit> commits);

    public RecoveredState Recover() => inner.Recover();

    public InstanceRecord? Find(string id) => inner.Find(id);

    public List<HistoryEvent> ReadHistory(long key) => inner.ReadHistory(key);

    public InstancePage Query(InstanceFilter filter, string? after, int top) => inner.Query(filter, after, top);

    public IReadOnlyList<InstanceRecord> ChildrenOf(string parentId) => inner.ChildrenOf(parentId);

    public string? GetHostState(string name) => inner.GetHostState(name);

    public virtual void Dispose() => inner.Dispose();
}

/// <summary>Holds writes back until it is told to let go, so that commits gather in one group.</summary>
sealed class HeldStore(IDurableStore inner) : StoreWrapper(inner)
{
    readonly ManualResetEventSlim open = new(initialState: true);

    /// <summary>Locked while a write is under way.</summary>
    public object Writing { get; } = new();

    public void Hold() => open.Reset();

    public void Release() => open.Set();

    public override void Write(IReadOnlyList<Commit> commits)
    {
        open.Wait();
        lock (Writing)
            Inner.Write(commits);
    }

    public override void Dispose()
    {
        open.Dispose();
        base.Dispose();
    }
}
