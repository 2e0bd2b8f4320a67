using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Sends messages: all of them, or none.</summary>
sealed class SendCommit(IReadOnlyList<Sending> sendings) : ClientCommit<IReadOnlyList<SendReceipt>>
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var sending in sendings)
            sending.Apply(transaction.Bus);
    }

    protected override IReadOnlyList<SendReceipt> Report() => Sending.Deliver(sendings);
}

/// <summary>
/// Counts a delivery before the receiver sees it: a message that brings its host down is counted too, and becomes a dead
/// letter in the end.
/// </summary>
sealed class DeliveryCommit(Delivery delivery) : Commit
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var message in delivery.Messages)
            transaction.Bus.SetDeliveries(message.Sequence, message.Deliveries);
    }

    public override void Committed() => delivery.Queue.Delivered(delivery);

    public override void Refused(Exception reason) => delivery.Queue.NotDelivered(delivery);
}

/// <summary>Takes back the count of a delivery that the host cut short.</summary>
sealed class ReleaseCommit(IReadOnlyList<QueuedMessage> messages) : ClientCommit<bool>
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var message in messages)
            transaction.Bus.SetDeliveries(message.Sequence, message.Deliveries);
    }

    protected override bool Report() => true;
}

/// <summary>Completes messages, and sends what handling them gave, in one transaction.</summary>
sealed class CompleteCommit(Delivery delivery, IReadOnlyList<Sending> outputs) : ClientCommit<bool>
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var message in delivery.Messages)
            transaction.Bus.Delete(message.Sequence);
        foreach (var output in outputs)
            output.Apply(transaction.Bus);
    }

    protected override bool Report()
    {
        delivery.Queue.Completed(delivery);
        Sending.Deliver(outputs);
        return true;
    }
}

/// <summary>Takes messages out of their queue: into its dead letters, or away.</summary>
sealed class RemovalCommit(MessageQueue queue, IReadOnlyList<Removal> removals, DateTime now) : Commit
{
    public override void Apply(IDurableTransaction transaction)
    {
        foreach (var (message, reason, description) in removals)
        {
            if (reason is null || queue.DeadLetters is not { } dead)
            {
                transaction.Bus.Delete(message.Sequence);
            }
            else if (transaction.Bus.Find(message.Sequence) is { } row)
            {
                var cause = new DeadLetterCause(reason, description, queue.Name, now);
                transaction.Bus.Move(message.Sequence, dead.StoredAs, (MessageHeader.Decode(row.Header) with { DeadLetter = cause }).Encode());
            }
        }
    }

    public override void Committed() => queue.Removed(removals);

    // They rest, untouched in the store, until the next start takes the same decision.
    public override void Refused(Exception reason)
    {
    }
}

/// <summary>A message that leaves its queue without having been completed.</summary>
/// <param name="Message">Which.</param>
/// <param name="Reason">Why it becomes a dead letter; null to drop it.</param>
/// <param name="Description">The same for people.</param>
sealed record Removal(QueuedMessage Message, string? Reason, string Description);
