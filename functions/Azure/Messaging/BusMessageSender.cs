using System.Collections.Concurrent;
using System.Net.Mime;
using Azure.Messaging.ServiceBus;
using Orchestrations.App.Messaging;

namespace Orchestrations.OnAzure.Messaging;

/// <summary>
/// Sends the app's messages over Azure Service Bus. The message's id is the intent's, so that a step that runs twice sends one
/// message where duplicates are detected, which is on every queue and topic of this deployment.
/// </summary>
/// <param name="client">Connects as the app's identity, when the first message is sent.</param>
sealed class BusMessageSender(ServiceBusClient client) : IMessageSender, IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<ServiceBusSender>> senders = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task SendAsync(string queueOrTopic, OutgoingMessage message, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueOrTopic);
        ArgumentNullException.ThrowIfNull(message);
        return senders.GetOrAdd(queueOrTopic, name => new(() => client.CreateSender(name))).Value
            .SendMessageAsync(MessageOf(message), cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var sender in senders.Values.Where(sender => sender.IsValueCreated))
            await sender.Value.DisposeAsync();
    }

    internal static ServiceBusMessage MessageOf(OutgoingMessage message)
    {
        var outgoing = new ServiceBusMessage(message.Body) { MessageId = message.Id, ContentType = MediaTypeNames.Application.Json };
        if (message.Session is { } session)
            outgoing.SessionId = session;
        if (message.ScheduledFor is { } time)
            outgoing.ScheduledEnqueueTime = time;
        return outgoing;
    }
}
