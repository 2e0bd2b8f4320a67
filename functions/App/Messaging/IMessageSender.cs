namespace Orchestrations.App.Messaging;

/// <summary>Sends messages to queues and topics. Locally the engine's own Service Bus, in Azure the real one.</summary>
public interface IMessageSender
{
    /// <summary>Sends a message; once the task completes it is not lost any more.</summary>
    /// <param name="queueOrTopic">The name of the queue or topic.</param>
    /// <param name="message">What to send. Sent again under its id, it may arrive again where duplicates are not detected.</param>
    /// <param name="cancellation">Ends the wait; the message may be sent all the same.</param>
    Task SendAsync(string queueOrTopic, OutgoingMessage message, CancellationToken cancellation = default);
}
