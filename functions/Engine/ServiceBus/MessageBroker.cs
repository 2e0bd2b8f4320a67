using Microsoft.Extensions.Logging;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Queues;
using Orchestrations.Engine.ServiceBus.Rows;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.ServiceBus;

/// <summary>
/// The local Service Bus: queues and topics in the engine's own database. What a task of it reports as done is durable.
/// Messages are delivered at least once, in order within a session; differences from Azure: docs/reference/service-bus.md.
/// </summary>
public sealed class MessageBroker : IDisposable
{
    const int LargestGroup = 200;
    const int LargestPage = 1000;

    readonly BusParts parts;
    readonly SortedDictionary<string, (BusEntityKind Kind, IDestination Entity)> entities = new(StringComparer.OrdinalIgnoreCase);

    internal MessageBroker(BusTopology topology, IBusStore store, ICommitQueue commits, TimeProvider time, ILoggerFactory loggers)
    {
        parts = new BusParts(store, commits, time, loggers.CreateLogger("Orchestrations.ServiceBus"));
        var state = store.Recover();
        parts.Numbers.Recover(state, parts.Now);
        var found = state.Messages.ToLookup(message => message.Entity, StringComparer.OrdinalIgnoreCase);
        Declare(topology, found.Select(entity => entity.Key));
        foreach (var queue in entities.Values.Select(entity => entity.Entity).OfType<MessageQueue>())
        {
            queue.DeadLetters!.Recover(found[queue.DeadLetters.Name]);
            queue.Recover(found[queue.Name]);
        }
    }

    /// <summary>Every queue, topic and subscription as it stands, by name.</summary>
    public IReadOnlyList<BusEntityState> Entities => [.. entities.Values.Select(Describe)];

    /// <summary>Sends a message; durable when the task completes.</summary>
    /// <param name="queueOrTopic">Where to, without regard to case.</param>
    /// <param name="message">What.</param>
    /// <param name="cancellation">Ends the wait; the message may be sent all the same.</param>
    /// <exception cref="BusException">ORC-BUS-010 to 014: it cannot be sent.</exception>
    public async Task<SendReceipt> SendAsync(string queueOrTopic, BusMessage message, CancellationToken cancellation) =>
        (await SendAsync(queueOrTopic, [message], cancellation))[0];

    /// <summary>Sends messages in their order, all or none.</summary>
    /// <inheritdoc cref="SendAsync(string, BusMessage, CancellationToken)"/>
    public Task<IReadOnlyList<SendReceipt>> SendAsync(
        string queueOrTopic, IReadOnlyList<BusMessage> messages, CancellationToken cancellation) =>
        SendAsync(Prepare(queueOrTopic, messages)).WaitAsync(cancellation);

    /// <summary>Looks at messages without receiving them, in order of their numbers.</summary>
    /// <param name="entity">A queue, or topic/subscriptions/name.</param>
    /// <param name="deadLetters">Its dead letters instead of its messages.</param>
    /// <param name="after">Only messages with higher numbers; 0 for the first page.</param>
    /// <param name="top">At most so many; 1 to 1,000.</param>
    /// <param name="next">What to give as <paramref name="after"/> for the next page; null when there is none.</param>
    /// <exception cref="BusException">ORC-BUS-010 or 016: there is no such queue.</exception>
    public IReadOnlyList<PeekedMessage> Peek(string entity, bool deadLetters, long after, int top, out long? next)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, LargestPage);
        var queue = deadLetters ? QueueOf(entity).DeadLetters! : QueueOf(entity);
        var rows = parts.Store.Page(queue.StoredAs, after, top);
        next = rows.Count < top ? null : rows[^1].Sequence;

        // A row that is not in the queue is on its way in or out.
        return [.. rows
            .Select(row => (Row: row, Found: queue.Find(row.Sequence)))
            .Where(message => message.Found is not null)
            .Select(message => Describe(message.Row, message.Found!.Value))];
    }

    /// <summary>Sends dead letters again to the queue or subscription they died in, as new messages under their old ids.</summary>
    /// <param name="entity">A queue, or topic/subscriptions/name.</param>
    /// <param name="sequenceNumber">Which; null for all that nobody holds.</param>
    /// <param name="cancellation">Ends the wait between two groups.</param>
    /// <returns>How many.</returns>
    /// <exception cref="BusException">ORC-BUS-010, 016: no such queue. ORC-BUS-015: no such dead letter. ORC-BUS-014: the queue is full.</exception>
    public Task<int> ResubmitAsync(string entity, long? sequenceNumber, CancellationToken cancellation)
    {
        var queue = QueueOf(entity);
        return WithDeadLettersAsync(queue, sequenceNumber, async messages =>
        {
            var commit = new ResubmitCommit(parts, queue, messages);
            parts.Commits.Enqueue(commit);
            return await commit.Done;
        }, cancellation);
    }

    /// <summary>Deletes dead letters.</summary>
    /// <param name="entity">A queue, or topic/subscriptions/name.</param>
    /// <param name="sequenceNumber">Which; null for all that nobody holds.</param>
    /// <param name="cancellation">Ends the wait between two groups.</param>
    /// <returns>How many.</returns>
    /// <exception cref="BusException">ORC-BUS-010, 016: no such queue. ORC-BUS-015: no such dead letter.</exception>
    public Task<int> PurgeDeadLettersAsync(string entity, long? sequenceNumber, CancellationToken cancellation)
    {
        var queue = QueueOf(entity);
        return WithDeadLettersAsync(queue, sequenceNumber, async messages =>
        {
            var commit = new PurgeDeadLettersCommit(queue.DeadLetters!, messages);
            parts.Commits.Enqueue(commit);
            return await commit.Done;
        }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in entities.Values.Select(entity => entity.Entity).OfType<MessageQueue>())
        {
            queue.Dispose();
            queue.DeadLetters!.Dispose();
        }
    }

    /// <summary>Messages ready to be part of a commit.</summary>
    internal IReadOnlyList<Sending> Prepare(string queueOrTopic, IReadOnlyList<BusMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(queueOrTopic);
        ArgumentNullException.ThrowIfNull(messages);
        if (!entities.TryGetValue(queueOrTopic, out var target))
            throw Unknown(queueOrTopic);
        if (target.Kind is BusEntityKind.Subscription)
            throw new BusException(
                BusErrors.IsTopic, $"'{queueOrTopic}' is a subscription. Send to its topic '{EntityName.TopicOf(queueOrTopic)}'.");
        return [.. messages.Select(message => new Sending(parts, target.Entity, message))];
    }

    internal Task<IReadOnlyList<SendReceipt>> SendAsync(IReadOnlyList<Sending> prepared)
    {
        var commit = new SendCommit(prepared);
        parts.Commits.Enqueue(commit);
        return commit.Done;
    }

    /// <summary>The queue of a path, which may be that of dead letters.</summary>
    internal MessageQueue QueueAt(string path) =>
        EntityName.IsDeadLetters(path) ? QueueOf(EntityName.WithoutDeadLetters(path)).DeadLetters! : QueueOf(path);

    void Declare(BusTopology topology, IEnumerable<string> found)
    {
        // Messages of an entity that is declared no more are not lost: they can be looked at, and received when it is back.
        foreach (var name in found.Select(EntityName.WithoutDeadLetters).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (topology.KindOf(name) is not null)
                continue;
            parts.Logger.LogWarning("{Entity} is declared nowhere any more, but holds messages", name);
            topology.Set(name, EntityName.IsSubscription(name) ? BusEntityKind.Subscription : BusEntityKind.Queue, new EntityOptions());
        }

        foreach (var (name, kind, options) in topology.Entities)
            if (kind is not BusEntityKind.Topic)
                entities.Add(name, (kind, NewQueue(name, options)));
        foreach (var (name, kind, options) in topology.Entities)
            if (kind is BusEntityKind.Topic)
                entities.Add(name, (kind, new Topic(name, options, SubscriptionsOf(name))));
    }

    MessageQueue NewQueue(string name, EntityOptions options)
    {
        var dead = new MessageQueue(parts, EntityName.DeadLettersOf(name), options.ForDeadLetters(), deadLetters: null);
        return new MessageQueue(parts, name, options, dead);
    }

    List<MessageQueue> SubscriptionsOf(string topic) => [.. entities
        .Where(entity => entity.Value.Kind is BusEntityKind.Subscription)
        .Where(entity => EntityName.TopicOf(entity.Key).Equals(topic, StringComparison.OrdinalIgnoreCase))
        .Select(entity => (MessageQueue)entity.Value.Entity)];

    MessageQueue QueueOf(string entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (!entities.TryGetValue(entity, out var found))
            throw Unknown(entity);
        return found.Entity as MessageQueue ?? throw new BusException(
            BusErrors.IsTopic,
            $"'{entity}' is a topic, which holds no messages. Its subscriptions do: "
            + $"{string.Join(", ", found.Entity.Queues.Select(queue => queue.Name))}.");
    }

    BusException Unknown(string entity) => new(
        BusErrors.UnknownEntity,
        $"There is no queue, topic or subscription '{entity}'. There are: {string.Join(", ", entities.Keys)}.");

    async Task<int> WithDeadLettersAsync(
        MessageQueue queue, long? sequence, Func<IReadOnlyList<QueuedMessage>, Task<int>> commit, CancellationToken cancellation)
    {
        var dead = queue.DeadLetters!;

        // Only what is there now: what dies again meanwhile stays.
        var left = sequence is null ? dead.Counts.Active : 1;
        var done = 0;
        while (left > 0 && dead.TakeOut(sequence, Math.Min(left, LargestGroup)) is { Count: > 0 } messages)
        {
            left -= messages.Count;
            try
            {
                done += await commit(messages);
            }
            catch
            {
                dead.PutBack(messages);
                throw;
            }

            cancellation.ThrowIfCancellationRequested();
        }

        if (done == 0 && sequence is { } missing)
            throw new BusException(
                BusErrors.UnknownMessage, $"'{queue.Name}' has no dead letter {missing} that nobody holds. Peek its dead letters for their numbers.");
        return done;
    }

    static PeekedMessage Describe(MessageRow row, (BusMessageState State, int Deliveries) found) => new(
        row.Sequence,
        found.State,
        MessageHeader.Message(row),
        row.AvailableAt,
        row.ExpiresAt,
        found.Deliveries,
        MessageHeader.Decode(row.Header).DeadLetter);

    static BusEntityState Describe((BusEntityKind Kind, IDestination Entity) entity)
    {
        if (entity.Entity is not MessageQueue queue)
            return new BusEntityState(entity.Entity.Name, entity.Kind, 0, 0, 0, 0, 0, entity.Entity.Counters.Snapshot());
        var (active, scheduled, locked) = queue.Counts;
        var (deadActive, _, deadLocked) = queue.DeadLetters!.Counts;
        return new BusEntityState(
            queue.Name, entity.Kind, active, scheduled, locked, deadActive + deadLocked, queue.Bytes, queue.Counters.Snapshot());
    }
}
