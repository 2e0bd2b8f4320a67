using System.Text;

namespace Orchestrations.Engine.ServiceBus;

/// <summary>A message to send. What may be in it: docs/reference/service-bus.md.</summary>
public sealed record BusMessage
{
    /// <param name="messageId">1 to 128 characters that follow from the sender's intent, so that sending again sends the same.</param>
    /// <param name="body">The content, as bytes.</param>
    public BusMessage(string messageId, ReadOnlyMemory<byte> body) => (MessageId, Body) = (messageId, body);

    /// <param name="messageId">1 to 128 characters that follow from the sender's intent, so that sending again sends the same.</param>
    /// <param name="text">The content; it goes as UTF-8.</param>
    public BusMessage(string messageId, string text)
        : this(messageId, Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>What duplicates are known by.</summary>
    public string MessageId { get; init; }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Messages of one session are handled one after the other; 1 to 128 characters, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>What it is about, for the application; also known as its label.</summary>
    public string? Subject { get; init; }

    /// <summary>What it belongs to, for the application.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The media type of the body, for the application.</summary>
    public string? ContentType { get; init; }

    /// <summary>Not to be received before; null or past for at once.</summary>
    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    /// <summary>How long it may wait once it can be received; above zero. The entity's default if that is shorter, or null.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// The application's own values: text, booleans, numbers; times, GUIDs and time spans go as text. Numbers come back as
    /// long or double.
    /// </summary>
    public IReadOnlyDictionary<string, object?> ApplicationProperties { get; init; } = new Dictionary<string, object?>();
}
