using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>
/// Which message of a queue is where. Invariants: each message is in one stage, and in exactly the orders of that stage; a
/// delivery is among the locks exactly while it is held. No locks, no commits, no clock: its queue has these.
/// </summary>
sealed class QueueState(string name, EntityOptions options, QueueCounters counters)
{
    readonly Dictionary<long, QueuedMessage> all = [];
    readonly SortedSet<QueuedMessage> scheduled = new(QueuedMessage.ByAvailability);
    readonly SortedSet<QueuedMessage> expiring = new(QueuedMessage.ByExpiry);
    readonly SortedSet<Delivery> locks = new(Delivery.ByEnd);
    readonly IReadyMessages ready = options.RequiresSession ? new SessionOrder() : new PlainOrder();

    public long Bytes { get; private set; }

    public (int Active, int Scheduled, int Locked) Counts => (ready.Count, scheduled.Count, all.Count - ready.Count - scheduled.Count);

    /// <summary>Whether something came to be receivable since this was last set to false.</summary>
    public bool HasNews { get; set; }

    /// <summary>When <see cref="CollectDue"/> has something to do next; the end of time for never.</summary>
    public DateTime NextDue
    {
        get
        {
            var due = scheduled.Min?.AvailableAt ?? DateTime.MaxValue;
            if (expiring.Min?.ExpiresAt is { } expires && expires < due)
                due = expires;
            return locks.Min is { } delivery && delivery.LockedUntil < due ? delivery.LockedUntil : due;
        }
    }

    public QueuedMessage? Find(long sequence) => all.GetValueOrDefault(sequence);

    public void Enter(QueuedMessage message, DateTime now)
    {
        all.Add(message.Sequence, message);
        Bytes += message.Size;
        if (message.AvailableAt > now)
        {
            message.Stage = MessageStage.Scheduled;
            scheduled.Add(message);
        }
        else
        {
            Activate(message);
        }
    }

    /// <summary>The messages that a receiver gets next, locked for it; null when there are none.</summary>
    public List<QueuedMessage>? Take(int most)
    {
        if (ready.Take(most) is not { } taken)
            return null;
        foreach (var message in taken)
        {
            message.Stage = MessageStage.Locked;
            message.Deliveries++;
            if (message.ExpiresAt is not null)
                expiring.Remove(message);
        }

        return taken;
    }

    public void Begin(Delivery delivery, DateTime now)
    {
        delivery.IsHeld = true;
        delivery.LockedUntil = now + delivery.LockFor;
        locks.Add(delivery);
    }

    /// <summary>Ends a delivery's lock; false when it has ended already, so that it means nothing any more.</summary>
    public bool TryEnd(Delivery delivery)
    {
        if (!delivery.IsHeld)
            return false;
        delivery.IsHeld = false;
        locks.Remove(delivery);
        foreach (var message in delivery.Messages)
            message.Stage = MessageStage.Leaving;
        return true;
    }

    /// <summary>Puts a delivery's messages where they were, or adds to the removals what was delivered too often.</summary>
    public void GoBack(Delivery delivery, string? error, List<Removal> removals)
    {
        foreach (var message in delivery.Messages)
        {
            message.LastError = error ?? message.LastError;
            Activate(message);
            LeaveIfExhausted(message, removals);
        }

        Release(delivery);
    }

    /// <summary>Another delivery of the session may begin.</summary>
    public void Release(Delivery delivery)
    {
        ready.Release(delivery.Messages);
        HasNews |= options.RequiresSession && ready.Count > 0;
    }

    /// <summary>Does what has come due: scheduled messages line up, lost locks free theirs, expired messages leave.</summary>
    public void CollectDue(DateTime now, List<Removal> removals)
    {
        while (scheduled.Min is { } next && next.AvailableAt <= now)
        {
            scheduled.Remove(next);
            Activate(next);
        }

        while (locks.Min is { } delivery && delivery.LockedUntil <= now)
        {
            TryEnd(delivery);
            counters.LockLost(delivery.Messages.Count);
            GoBack(delivery, "Its lock ran out.", removals);
        }

        while (expiring.Min is { } message && message.ExpiresAt <= now)
        {
            counters.Expired();
            Leave(message);
            removals.Add(options.DeadLetteringOnMessageExpiration
                ? new Removal(message, "TTLExpiredException", "The message expired and was dead lettered.")
                : new Removal(message, null, ""));
        }
    }

    public void LeaveIfExhausted(QueuedMessage message, List<Removal> removals)
    {
        const int LongestError = 1000;
        if (message.Stage != MessageStage.Active || message.Deliveries < options.MaxDeliveryCount)
            return;
        var error = message.LastError is { Length: > LongestError } text ? text[..LongestError] : message.LastError;
        Leave(message);
        removals.Add(new Removal(
            message,
            "MaxDeliveryCountExceeded",
            $"Message could not be consumed after {message.Deliveries} delivery attempts. "
            + $"Last error: {error ?? "unknown, for the host ended before it was reported."}"));
    }

    /// <summary>Messages that can be received, for a commit that takes them out: one, or the first so many.</summary>
    public List<QueuedMessage> TakeOut(long? sequence, int most)
    {
        IEnumerable<QueuedMessage> candidates = sequence is not { } one ? all.Values.OrderBy(message => message.Sequence)
            : Find(one) is { } known ? [known]
            : [];
        var taken = candidates.Where(message => message.Stage == MessageStage.Active).Take(most).ToList();
        foreach (var message in taken)
            Leave(message);
        return taken;
    }

    public void Activate(QueuedMessage message)
    {
        message.Stage = MessageStage.Active;
        ready.Add(message);
        if (message.ExpiresAt is not null)
            expiring.Add(message);
        HasNews = true;
    }

    /// <summary>It is in the store no more.</summary>
    public void Forget(QueuedMessage message)
    {
        if (all.Remove(message.Sequence))
            Bytes -= message.Size;
    }

    /// <summary>A message as it enters from another queue's row.</summary>
    public QueuedMessage Moved(QueuedMessage message) => new(new RecoveredMessage(
        message.Sequence, name, message.SessionId, message.AvailableAt, null, message.Size, message.Deliveries));

    void Leave(QueuedMessage message)
    {
        message.Stage = MessageStage.Leaving;
        ready.Remove(message);
        if (message.ExpiresAt is not null)
            expiring.Remove(message);
    }
}
