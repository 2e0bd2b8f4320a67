namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Messages in one receiver's hands, under one lock: they are completed, or go back, together.</summary>
sealed class Delivery(MessageQueue queue, IReceiver receiver, List<QueuedMessage> messages, TimeSpan lockFor, long number)
{
    /// <summary>In the order in which locks run out.</summary>
    public static readonly IComparer<Delivery> ByEnd = Comparer<Delivery>.Create((a, b) =>
    {
        var byTime = a.LockedUntil.CompareTo(b.LockedUntil);
        return byTime != 0 ? byTime : a.Number.CompareTo(b.Number);
    });

    public MessageQueue Queue => queue;

    public IReceiver Receiver => receiver;

    public IReadOnlyList<QueuedMessage> Messages => messages;

    public TimeSpan LockFor => lockFor;

    public long Number => number;

    /// <summary>Set when the receiver gets it.</summary>
    public DateTime LockedUntil { get; set; }

    /// <summary>False once it is settled or its lock has run out: from then on it means nothing. Under the queue's lock.</summary>
    public bool IsHeld { get; set; }
}
