using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>What a queue keeps in memory of a stored message. Changed only under its queue's lock.</summary>
sealed class QueuedMessage(RecoveredMessage stored)
{
    /// <summary>In the order in which messages are received. Times decide before numbers: a scheduled message lines up when its time comes.</summary>
    public static readonly IComparer<QueuedMessage> ByAvailability =
        Comparer<QueuedMessage>.Create((a, b) => Compare(a, b, a.AvailableAt, b.AvailableAt));

    /// <summary>In the order in which messages expire.</summary>
    public static readonly IComparer<QueuedMessage> ByExpiry =
        Comparer<QueuedMessage>.Create((a, b) => Compare(a, b, a.ExpiresAt!.Value, b.ExpiresAt!.Value));

    public long Sequence { get; } = stored.Sequence;

    public string? SessionId { get; } = stored.SessionId;

    public DateTime AvailableAt { get; } = stored.AvailableAt;

    public DateTime? ExpiresAt { get; } = stored.ExpiresAt;

    public int Size { get; } = stored.Size;

    /// <summary>Deliveries begun; durable before the receiver sees the message.</summary>
    public int Deliveries { get; set; } = stored.Deliveries;

    public MessageStage Stage { get; set; }

    /// <summary>Why the last delivery failed; forgotten at a restart.</summary>
    public string? LastError { get; set; }

    /// <summary>The content, when it need not be read from the store.</summary>
    public MessageRow? Content { get; set; }

    static int Compare(QueuedMessage a, QueuedMessage b, DateTime timeA, DateTime timeB)
    {
        var byTime = timeA.CompareTo(timeB);
        return byTime != 0 ? byTime : a.Sequence.CompareTo(b.Sequence);
    }
}

/// <summary>Where a message is in its life.</summary>
enum MessageStage
{
    Scheduled,
    Active,
    Locked,

    /// <summary>A commit under way takes it out of its queue; nobody else may touch it.</summary>
    Leaving,
}
