using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Storage;

/// <summary>The events one turn appends. Encoded once, on the thread that made them, so that the writer thread only writes.</summary>
sealed class HistoryBatch(IReadOnlyList<HistoryEvent> events, bool needsResume)
{
    byte[]? encoded;

    public IReadOnlyList<HistoryEvent> Events => events;

    /// <summary>
    /// True when, after a restart, the engine must wake the instance by itself: activities are open, or its code has not
    /// begun. Everything else (timers, messages) wakes it through the store.
    /// </summary>
    public bool NeedsResume => needsResume;

    public byte[] Encoded => encoded ??= HistoryCodec.Encode(events);
}
