using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Deletes dead letters.</summary>
sealed class PurgeDeadLettersCommit(MessageQueue dead, IReadOnlyList<QueuedMessage> messages) : ClientCommit<int>
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var message in messages)
            transaction.Bus.Delete(message.Sequence);
    }

    protected override int Report()
    {
        dead.TakenOut(messages);
        return messages.Count;
    }
}

/// <summary>
/// Sends dead letters again to where they died, and to nowhere else: a subscription's do not go to its siblings. Each is a new
/// message under the old id, with properties that say where it comes from; the dead letter goes in the same transaction.
/// </summary>
sealed class ResubmitCommit : ClientCommit<int>
{
    public const string SourceProperty = "ResubmittedFrom";
    public const string ReasonProperty = "ResubmittedAfter";

    readonly MessageQueue queue;
    readonly IReadOnlyList<QueuedMessage> messages;
    readonly List<Sending> sendings;

    /// <exception cref="BusException">ORC-BUS-014: the queue is full.</exception>
    public ResubmitCommit(BusParts parts, MessageQueue queue, IReadOnlyList<QueuedMessage> messages)
    {
        this.queue = queue;
        this.messages = messages;
        sendings = [.. messages
            .Select(message => parts.Store.Find(message.Sequence))
            .OfType<MessageRow>()
            .Select(row => new Sending(parts, queue, WithProvenance(row), again: true))];
    }

    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var message in messages)
            transaction.Bus.Delete(message.Sequence);
        foreach (var sending in sendings)
            sending.Apply(transaction.Bus);
    }

    protected override int Report()
    {
        queue.DeadLetters!.TakenOut(messages);
        Sending.Deliver(sendings);
        return sendings.Count;
    }

    BusMessage WithProvenance(MessageRow row)
    {
        var message = MessageHeader.Message(row);
        var properties = new Dictionary<string, object?>(message.ApplicationProperties, StringComparer.Ordinal)
        {
            [SourceProperty] = $"{queue.DeadLetters!.Name}:{row.Sequence}",
            [ReasonProperty] = MessageHeader.Decode(row.Header).DeadLetter?.Reason,
        };
        return message with { ApplicationProperties = properties };
    }
}
