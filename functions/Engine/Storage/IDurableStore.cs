using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>Where instances live. Writes come from one thread; reads may come from any.</summary>
interface IDurableStore : IDisposable
{
    /// <summary>True when batches are written as bytes, so that turns encode them before they reach the writer.</summary>
    bool NeedsEncoding { get; }

    /// <summary>The messages of queues and subscriptions.</summary>
    IBusStore Bus { get; }

    /// <summary>What was going on when the store was last closed, or killed.</summary>
    RecoveredState Recover();

    /// <summary>Applies the writes of all commits in one transaction; durable on return. On an exception none was applied.</summary>
    void Write(IReadOnlyList<Commit> commits);

    InstanceRecord? Find(string id);

    /// <summary>The history of an instance, oldest first.</summary>
    List<HistoryEvent> ReadHistory(long key);

    /// <summary>Instances that match, at most <paramref name="top"/>.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended, as it said itself; null for the first.</param>
    /// <param name="top">At most so many; 1 or more.</param>
    /// <exception cref="ArgumentException">No page of such a query ended there.</exception>
    InstancePage Query(InstanceFilter filter, string? after, int top);

    /// <summary>Instances that an instance with the id started as sub-orchestrations.</summary>
    IReadOnlyList<InstanceRecord> ChildrenOf(string parentId);

    string? GetHostState(string name);
}

/// <summary>What a store held at start.</summary>
/// <param name="LastKey">The highest instance key in use.</param>
/// <param name="LastMessageId">The highest message id in use.</param>
/// <param name="Instances">Every instance that has not ended.</param>
/// <param name="ResumeKeys">Keys of instances that nothing in the store will wake: with open activities, or not begun.</param>
/// <param name="Timers">Timers that have not been consumed.</param>
/// <param name="Messages">Messages that have not been consumed, in order of arrival.</param>
sealed record RecoveredState(
    long LastKey,
    long LastMessageId,
    IReadOnlyList<InstanceRecord> Instances,
    IReadOnlySet<long> ResumeKeys,
    IReadOnlyList<(long Key, int TimerId, DateTime FireAt)> Timers,
    IReadOnlyList<(long Key, long MessageId, HistoryEvent Message)> Messages);
