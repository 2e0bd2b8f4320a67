using System.Text;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>What a message may be. The limits are those of the Standard tier.</summary>
static class MessageRules
{
    /// <summary>Body, header and properties together.</summary>
    public const int LargestMessage = 256 * 1024;

    const int LongestId = 128;

    // What a message costs beside its content, so that a queue of empty messages is bounded too.
    const int Overhead = 128;

    static readonly TimeSpan FarthestSchedule = TimeSpan.FromDays(3660);

    /// <summary>Checks a message against the rules and its destination's needs.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="message">What it is.</param>
    /// <param name="header">Its header as stored.</param>
    /// <param name="now">The time.</param>
    /// <param name="again">Whether it was accepted before; what was added to it since does not make it too large.</param>
    /// <returns>Its size.</returns>
    /// <exception cref="BusException">ORC-BUS-011 to 014.</exception>
    public static int Check(IDestination destination, BusMessage message, byte[] header, DateTime now, bool again)
    {
        if (message.MessageId is null or "")
            throw Bad("has no message id", "Give it one that follows from what it asks for");
        CheckId("message id", message.MessageId);
        if (message.SessionId is { } session)
            CheckId("session id", session);
        if (message.TimeToLive <= TimeSpan.Zero)
            throw Bad($"has a time to live of {message.TimeToLive}", "Use one above zero, or none");
        if (message.ScheduledEnqueueTime > new DateTimeOffset(now, TimeSpan.Zero) + FarthestSchedule)
            throw Bad($"is scheduled for {message.ScheduledEnqueueTime:u}", "Use a time within ten years");
        var size = Overhead + header.Length + message.Body.Length + Encoding.UTF8.GetByteCount(message.MessageId);
        if (size > LargestMessage && !again)
            throw new BusException(
                BusErrors.TooLarge,
                $"The message '{message.MessageId}' has {size} bytes; {LargestMessage} are the most. "
                + "Store the content elsewhere and send its address.");
        foreach (var queue in destination.Queues)
        {
            if (queue.Options.RequiresSession && string.IsNullOrEmpty(message.SessionId))
                throw new BusException(
                    BusErrors.SessionRequired,
                    $"'{queue.Name}' keeps sessions apart, and the message '{message.MessageId}' has no session id.");
            if (queue.Bytes + size > queue.Options.MaxSizeInMegabytes * 1024L * 1024L)
                throw new BusException(
                    BusErrors.Full,
                    $"'{queue.Name}' holds {queue.Options.MaxSizeInMegabytes} MB, which is its limit. "
                    + "Receive its messages, or raise MaxSizeInMegabytes.");
        }

        return size;
    }

    static void CheckId(string what, string id)
    {
        if (id.Length is 0 or > LongestId || id.Any(char.IsControl))
            throw Bad($"has a {what} of {id.Length} characters", $"Use 1 to {LongestId} characters, none of them control characters");
    }

    static BusException Bad(string what, string remedy) => new(BusErrors.BadMessage, $"The message {what}. {remedy}.");
}
