namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>The messages of a queue that wait to be received, in order. Used under the queue's lock.</summary>
interface IReadyMessages
{
    int Count { get; }

    void Add(QueuedMessage message);

    void Remove(QueuedMessage message);

    /// <summary>The next ones, at most so many, all of one session where there are sessions; null when there are none.</summary>
    List<QueuedMessage>? Take(int most);

    /// <summary>A receiver has settled what it took.</summary>
    void Release(IReadOnlyList<QueuedMessage> taken);
}
