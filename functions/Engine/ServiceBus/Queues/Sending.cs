using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>One message on its way to a queue or topic, as part of a commit.</summary>
sealed class Sending
{
    readonly BusParts parts;
    readonly IDestination destination;
    readonly BusMessage message;
    readonly byte[] header;
    readonly byte[] body;
    readonly int size;
    readonly DateTime now;
    readonly bool detectDuplicates;
    readonly List<(MessageQueue Queue, MessageRow Row)> written = [];
    bool isDuplicate;

    /// <param name="parts">The broker's.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="again">Whether it is sent again on purpose: then its id is no duplicate.</param>
    /// <exception cref="BusException">ORC-BUS-011 to 014: the message cannot be sent there.</exception>
    public Sending(BusParts parts, IDestination destination, BusMessage message, bool again = false)
    {
        this.parts = parts;
        this.destination = destination;
        this.message = message;
        now = parts.Now;
        header = MessageHeader.Of(message).Encode();
        size = MessageRules.Check(destination, message, header, now, again);
        body = message.Body.ToArray();
        detectDuplicates = destination.Options.RequiresDuplicateDetection && !again;
    }

    /// <summary>Writes it. May be called again after a failed attempt.</summary>
    public void Apply(IBusTransaction transaction)
    {
        written.Clear();
        isDuplicate = detectDuplicates && !parts.Numbers.Remember(
            transaction, destination.StoredAs, message.MessageId, now, destination.Options.DuplicateDetectionHistoryTimeWindow);
        if (isDuplicate)
            return;
        var enqueued = parts.Numbers.EnqueueTime(now);
        var available = message.ScheduledEnqueueTime?.UtcDateTime is { } scheduled && scheduled > enqueued ? scheduled : enqueued;
        foreach (var queue in destination.Queues)
        {
            var row = new MessageRow(
                parts.Numbers.NextSequence(),
                queue.StoredAs,
                message.MessageId,
                message.SessionId,
                available,
                Shortest(message.TimeToLive, destination.Options.DefaultMessageTimeToLive, queue.Options.DefaultMessageTimeToLive) is { } life
                    ? Sum(available, life)
                    : null,
                size,
                header,
                body);
            transaction.Insert(row);
            written.Add((queue, row));
        }
    }

    /// <summary>Lets receivers have what one commit sent. Called when it is durable.</summary>
    public static IReadOnlyList<SendReceipt> Deliver(IReadOnlyList<Sending> sendings)
    {
        // Together, so that they can be received as one batch.
        foreach (var copies in sendings.SelectMany(sending => sending.written).GroupBy(copy => copy.Queue, copy => copy.Row))
            copies.Key.Add(copies.ToList());
        return [.. sendings.Select(sending => sending.Receipt())];
    }

    SendReceipt Receipt()
    {
        if (isDuplicate)
            destination.Counters.Duplicate();
        else if (destination is Topic)
            destination.Counters.Accepted(1);
        return new SendReceipt(message.MessageId, [.. written.Select(copy => copy.Row.Sequence)], isDuplicate);
    }

    static TimeSpan? Shortest(params ReadOnlySpan<TimeSpan?> lives)
    {
        TimeSpan? shortest = null;
        foreach (var life in lives)
            shortest = life is null || life > shortest ? shortest : life;
        return shortest;
    }

    static DateTime Sum(DateTime from, TimeSpan life) => life >= DateTime.MaxValue - from ? DateTime.MaxValue : from + life;
}
