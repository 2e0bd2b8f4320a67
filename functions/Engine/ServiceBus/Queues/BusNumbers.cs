using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>
/// Numbers and times of messages, given while they are written, so that their order is the order in which they became
/// durable. Used by the one thread that writes.
/// </summary>
sealed class BusNumbers
{
    const int SendsBetweenCleanings = 256;

    long lastSequence;
    DateTime lastEnqueued;
    int sends;

    /// <summary>Goes on from what a store held.</summary>
    public void Recover(RecoveredBus state, DateTime now)
    {
        lastSequence = state.LastSequence;
        foreach (var message in state.Messages)
            if (message.AvailableAt > lastEnqueued && message.AvailableAt <= now)
                lastEnqueued = message.AvailableAt;
    }

    public long NextSequence() => ++lastSequence;

    /// <summary>The time, but never before that of an earlier message: a clock that was set back must not change their order.</summary>
    public DateTime EnqueueTime(DateTime now) => lastEnqueued = now > lastEnqueued ? now : lastEnqueued;

    /// <summary>Remembers an id; false when it is a duplicate. Now and then it forgets old ones of all entities.</summary>
    public bool Remember(IBusTransaction transaction, string entity, string messageId, DateTime now, TimeSpan window)
    {
        if (++sends % SendsBetweenCleanings == 0)
            transaction.Forget(now);
        return transaction.Remember(entity, messageId, now, now + window);
    }
}
