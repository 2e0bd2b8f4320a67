namespace Orchestrations.Engine.Storage;

/// <summary>
/// What engines in virtual time leave behind when they die: hand it to the next one. It holds what was durable and nothing else.
/// </summary>
public sealed class VirtualDisk
{
    /// <summary>What was ever started on it, and how it ended, by the orchestrator's name.</summary>
    public IReadOnlyDictionary<string, InstanceCounts> Counts => Store.Counts;

    internal MemoryDurableStore Store { get; } = new();
}
