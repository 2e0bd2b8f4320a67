using Microsoft.Extensions.Logging;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>
/// A queue, a subscription, or the dead letters of either. Invariants: a message is here exactly while its row is in the
/// store under this name; a delivery is durable before its receiver sees it; what leaves is gone from the store before it is
/// gone from here. Locks live in memory: after a restart every message can be received again.
/// </summary>
sealed class MessageQueue : IDestination, IDisposable
{
    readonly BusParts parts;
    readonly Lock gate = new();
    readonly QueueState state;
    readonly QueueAlarm alarm;
    readonly Receivers receivers = new();
    long deliveries;
    volatile bool isClosed;

    public MessageQueue(BusParts parts, string name, EntityOptions options, MessageQueue? deadLetters)
    {
        this.parts = parts;
        Name = name;
        StoredAs = name.ToLowerInvariant();
        Options = options;
        DeadLetters = deadLetters;
        Queues = [this];
        state = new QueueState(name, options, Counters);
        alarm = new QueueAlarm(parts.Time, Ring);
    }

    public string Name { get; }

    public string StoredAs { get; }

    public EntityOptions Options { get; }

    /// <summary>Where its dead letters go; null for dead letters themselves.</summary>
    public MessageQueue? DeadLetters { get; }

    public QueueCounters Counters { get; } = new();

    public IReadOnlyList<MessageQueue> Queues { get; }

    public long Bytes
    {
        get
        {
            lock (gate)
                return state.Bytes;
        }
    }

    /// <summary>How many messages can be received, wait for their time, and are in the hands of receivers.</summary>
    public (int Active, int Scheduled, int Locked) Counts
    {
        get
        {
            lock (gate)
                return state.Counts;
        }
    }

    /// <summary>From now on the receiver is woken when there may be something to take.</summary>
    public void Attach(IReceiver receiver) => receivers.Attach(receiver);

    /// <summary>Takes in messages whose rows are durable.</summary>
    public void Add(IReadOnlyList<MessageRow> rows)
    {
        Counters.Accepted(rows.Count);
        Change(_ =>
        {
            var now = parts.Now;
            foreach (var row in rows)
            {
                var message = new QueuedMessage(
                    new RecoveredMessage(row.Sequence, row.Entity, row.SessionId, row.AvailableAt, row.ExpiresAt, row.Size, 0));
                parts.Keep(message, row);
                state.Enter(message, now);
            }
        });
    }

    /// <summary>Takes in what the store held at start. What was delivered too often before becomes a dead letter now.</summary>
    public void Recover(IEnumerable<RecoveredMessage> messages) => Change(removals =>
    {
        foreach (var stored in messages)
        {
            var message = new QueuedMessage(stored);
            state.Enter(message, parts.Now);
            state.LeaveIfExhausted(message, removals);
        }
    });

    /// <summary>Takes what may be received next for a receiver, who gets it when that is durable.</summary>
    /// <returns>False when there is nothing.</returns>
    public bool Take(int most, TimeSpan lockFor, IReceiver receiver)
    {
        if (isClosed)
            return false;
        List<QueuedMessage>? taken = null;
        Change(removals =>
        {
            state.CollectDue(parts.Now, removals);
            taken = state.Take(most);
        });
        if (taken is null)
            return false;
        var delivery = new Delivery(this, receiver, taken, lockFor, Interlocked.Increment(ref deliveries));
        parts.Commits.Enqueue(new DeliveryCommit(delivery));
        return true;
    }

    /// <summary>The delivery is counted: its lock begins.</summary>
    public void Delivered(Delivery delivery)
    {
        Counters.Delivered(delivery.Messages.Count);
        Change(_ => state.Begin(delivery, parts.Now));
        delivery.Receiver.Receive(delivery);
    }

    /// <summary>
    /// The delivery could not be counted, so it did not take place. The store takes no more writes before the next start, so
    /// nothing else is delivered either.
    /// </summary>
    public void NotDelivered(Delivery delivery)
    {
        isClosed = true;
        Change(removals =>
        {
            foreach (var message in delivery.Messages)
                message.Deliveries--;
            state.GoBack(delivery, null, removals);
        });
        delivery.Receiver.Miss();
    }

    /// <summary>Completes a delivery and sends the outputs, durably and together.</summary>
    /// <returns>False, and nothing is done, when its lock has run out: somebody else may have its messages by now.</returns>
    public async Task<bool> CompleteAsync(Delivery delivery, IReadOnlyList<Sending> outputs)
    {
        if (!TryEnd(delivery))
            return false;
        var commit = new CompleteCommit(delivery, outputs);
        parts.Commits.Enqueue(commit);
        try
        {
            return await commit.Done;
        }
        catch
        {
            Change(removals => state.GoBack(delivery, null, removals));
            throw;
        }
    }

    /// <summary>The delivery's messages are gone from the store.</summary>
    public void Completed(Delivery delivery)
    {
        Counters.Completed(delivery.Messages.Count);
        Change(_ =>
        {
            foreach (var message in delivery.Messages)
                Forget(message);
            state.Release(delivery);
        });
    }

    /// <summary>Gives a delivery back after it failed; it can be received again at once, or is a dead letter now.</summary>
    public void Abandon(Delivery delivery, string error)
    {
        if (!TryEnd(delivery))
            return;
        Counters.Abandoned(delivery.Messages.Count);
        Change(removals => state.GoBack(delivery, error, removals));
    }

    /// <summary>Gives a delivery back that the host cut short, as if it had not been.</summary>
    public async Task ReleaseAsync(Delivery delivery)
    {
        if (!TryEnd(delivery))
            return;
        foreach (var message in delivery.Messages)
            message.Deliveries--;
        var commit = new ReleaseCommit(delivery.Messages);
        parts.Commits.Enqueue(commit);
        try
        {
            await commit.Done;
        }
        finally
        {
            Change(removals => state.GoBack(delivery, null, removals));
        }
    }

    /// <summary>The rows of a delivery's messages.</summary>
    /// <exception cref="BusException">ORC-BUS-021: one is not in the store.</exception>
    public List<MessageRow> Read(Delivery delivery) => [.. delivery.Messages.Select(message =>
        message.Content ?? parts.Store.Find(message.Sequence) ?? throw new BusException(
            BusErrors.Unreadable, $"The message {message.Sequence} of '{Name}' is not in the database any more."))];

    /// <summary>The removals are durable: they are gone from here, and dead letters can be looked at.</summary>
    public void Removed(IReadOnlyList<Removal> removals)
    {
        TakenOut([.. removals.Select(removal => removal.Message)]);
        foreach (var (message, reason, description) in removals)
        {
            if (reason is null || DeadLetters is null)
                continue;
            Counters.DeadLettered();
            parts.Logger.LogWarning("Message {Sequence} of {Queue} is a dead letter: {Description}", message.Sequence, Name, description);
            DeadLetters.Change(_ => DeadLetters.state.Enter(DeadLetters.state.Moved(message), parts.Now));
        }
    }

    /// <summary>Takes messages out that can be received, for a commit that moves or deletes them.</summary>
    public List<QueuedMessage> TakeOut(long? sequence, int most)
    {
        lock (gate)
            return state.TakeOut(sequence, most);
    }

    /// <summary>What was taken out is gone from the store.</summary>
    public void TakenOut(IReadOnlyList<QueuedMessage> messages)
    {
        lock (gate)
            foreach (var message in messages)
                Forget(message);
    }

    /// <summary>What was taken out stays after all.</summary>
    public void PutBack(IReadOnlyList<QueuedMessage> messages) => Change(_ =>
    {
        foreach (var message in messages)
            state.Activate(message);
    });

    /// <summary>How a message stands; null when it is not here.</summary>
    public (BusMessageState State, int Deliveries)? Find(long sequence)
    {
        lock (gate)
            return state.Find(sequence) is not { } message ? null : (message.Stage switch
            {
                MessageStage.Active => BusMessageState.Active,
                MessageStage.Scheduled => BusMessageState.Scheduled,
                _ => BusMessageState.Locked,
            }, message.Deliveries);
    }

    public void Dispose() => alarm.Dispose();

    void Ring() => Change(removals =>
    {
        alarm.Rang();
        state.CollectDue(parts.Now, removals);
    });

    // What a change removes is committed, and receivers are told, after the lock is left: either may lead back here.
    void Change(Action<List<Removal>> change)
    {
        var removals = new List<Removal>();
        bool hasNews;
        lock (gate)
        {
            change(removals);
            hasNews = state.HasNews;
            state.HasNews = false;
            var due = state.NextDue;
            if (due < DateTime.MaxValue)
                alarm.Set(due, parts.Now);
        }

        if (removals.Count > 0)
            parts.Commits.Enqueue(new RemovalCommit(this, removals, parts.Now));
        if (hasNews)
            receivers.Wake();
    }

    bool TryEnd(Delivery delivery)
    {
        lock (gate)
            return state.TryEnd(delivery);
    }

    void Forget(QueuedMessage message)
    {
        state.Forget(message);
        parts.Drop(message);
    }
}
