using System.Text.Json;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>
/// The binding data of messages, in the form in which the Functions host hands them to an isolated worker: text as it is,
/// everything else as JSON, and for a batch each as an array under its name with Array behind it.
/// </summary>
static class MessageMetadata
{
    static readonly (string Name, Func<ReceivedMessage, object?> Value)[] values =
    [
        ("MessageId", message => message.Row.MessageId),
        ("DeliveryCount", message => message.DeliveryCount),
        ("SequenceNumber", message => message.Row.Sequence),
        ("EnqueuedTimeUtc", message => message.Row.AvailableAt),
        ("ExpiresAtUtc", message => message.Row.ExpiresAt ?? DateTime.MaxValue),
        ("LockedUntilUtc", message => message.LockedUntil),
        ("LockToken", message => message.LockToken),
        ("SessionId", message => message.Row.SessionId),
        ("Subject", message => message.Header.Subject),
        ("Label", message => message.Header.Subject),
        ("CorrelationId", message => message.Header.CorrelationId),
        ("ContentType", message => message.Header.ContentType),
        ("DeadLetterSource", message => message.Header.DeadLetter?.Source),
        ("ApplicationProperties", Properties),
        ("UserProperties", Properties),
    ];

    public static Dictionary<string, object?> Of(ReceivedMessages received)
    {
        var data = new Dictionary<string, object?>(values.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
            if (received.IsBatch)
                data[name + "Array"] = JsonSerializer.Serialize(received.All.Select(value));
            else
                data[name] = value(received.All[0]) is not { } single ? null : single as string ?? JsonSerializer.Serialize(single);
        return data;
    }

    // Azure puts the reason of a dead letter among its properties.
    static Dictionary<string, object?> Properties(ReceivedMessage message)
    {
        var properties = (message.Header.Properties ?? []).ToDictionary(property => property.Key, property => (object?)property.Value);
        if (message.Header.DeadLetter is { } dead)
        {
            properties["DeadLetterReason"] = dead.Reason;
            properties["DeadLetterErrorDescription"] = dead.Description;
        }

        return properties;
    }
}
