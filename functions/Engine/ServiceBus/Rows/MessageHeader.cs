using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>What a message carries beside its body that no query looks at.</summary>
sealed record MessageHeader
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    static readonly byte[] empty = "{}"u8.ToArray();

    public string? Subject { get; init; }

    public string? CorrelationId { get; init; }

    public string? ContentType { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public Dictionary<string, JsonElement>? Properties { get; init; }

    public DeadLetterCause? DeadLetter { get; init; }

    public static MessageHeader Of(BusMessage message) => new()
    {
        Subject = message.Subject,
        CorrelationId = message.CorrelationId,
        ContentType = message.ContentType,
        TimeToLive = message.TimeToLive,
        Properties = PropertyValues.Encode(message.ApplicationProperties),
    };

    public byte[] Encode() => this == new MessageHeader() ? empty : JsonSerializer.SerializeToUtf8Bytes(this, options);

    public static MessageHeader Decode(byte[] json) => json.Length == empty.Length
        ? new MessageHeader()
        : JsonSerializer.Deserialize<MessageHeader>(json, options) ?? new MessageHeader();

    /// <summary>The message as it was sent.</summary>
    public static BusMessage Message(MessageRow row)
    {
        var header = Decode(row.Header);
        return new BusMessage(row.MessageId, row.Body)
        {
            SessionId = row.SessionId,
            Subject = header.Subject,
            CorrelationId = header.CorrelationId,
            ContentType = header.ContentType,
            TimeToLive = header.TimeToLive,
            ApplicationProperties = PropertyValues.Decode(header.Properties),
        };
    }
}
