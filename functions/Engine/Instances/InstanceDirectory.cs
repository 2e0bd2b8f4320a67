using System.Collections.Concurrent;

namespace Orchestrations.Engine.Instances;

/// <summary>All instances that have not ended, by id. Changed only when a commit is durable, so it never runs ahead of the store.</summary>
sealed class InstanceDirectory
{
    readonly ConcurrentDictionary<string, Instance> active = new(StringComparer.Ordinal);

    public int Count => active.Count;

    public Instance? Find(string id) => active.GetValueOrDefault(id);

    public void Add(Instance instance) => active[instance.Record.Id] = instance;

    public void Remove(Instance instance) => active.TryRemove(new KeyValuePair<string, Instance>(instance.Record.Id, instance));
}
