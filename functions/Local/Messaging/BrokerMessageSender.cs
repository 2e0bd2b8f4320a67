using Orchestrations.App.Messaging;
using Orchestrations.Engine.ServiceBus;

namespace Orchestrations.Local.Messaging;

/// <summary>Sends the app's messages with the engine's own Service Bus.</summary>
/// <param name="broker">Made when the first message is sent: the app's functions are made before it.</param>
sealed class BrokerMessageSender(Func<MessageBroker> broker) : IMessageSender
{
    public Task SendAsync(string queueOrTopic, OutgoingMessage message, CancellationToken cancellation) => broker().SendAsync(
        queueOrTopic,
        new BusMessage(message.Id, message.Body) { SessionId = message.Session, ScheduledEnqueueTime = message.ScheduledFor },
        cancellation);
}
