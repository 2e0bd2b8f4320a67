namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>A queue without sessions: first come, first served, to any number of receivers at a time.</summary>
sealed class PlainOrder : IReadyMessages
{
    readonly SortedSet<QueuedMessage> waiting = new(QueuedMessage.ByAvailability);

    public int Count => waiting.Count;

    public void Add(QueuedMessage message) => waiting.Add(message);

    public void Remove(QueuedMessage message) => waiting.Remove(message);

    public List<QueuedMessage>? Take(int most)
    {
        if (waiting.Count == 0)
            return null;
        var taken = new List<QueuedMessage>(Math.Min(most, waiting.Count));
        while (taken.Count < most && waiting.Min is { } next)
        {
            waiting.Remove(next);
            taken.Add(next);
        }

        return taken;
    }

    public void Release(IReadOnlyList<QueuedMessage> taken)
    {
    }
}
