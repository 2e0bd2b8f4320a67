using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Orchestrations.Engine.ServiceBus;

namespace Orchestrations.Engine.Http;

/// <summary>Messages as JSON, both ways. Unknown fields are refused: one that is misspelt must not pass for a default.</summary>
static class MessageJson
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static Task WriteAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, options, "application/json; charset=utf-8", context.RequestAborted);

    /// <summary>The message that a request's body describes.</summary>
    /// <exception cref="BusException">ORC-BUS-013: it describes none.</exception>
    public static BusMessage Message(JsonElement? json)
    {
        const string Form = """Send {"messageId": "...", "body": ...}, with sessionId, scheduledEnqueueTime and others as needed.""";
        if (json is not { ValueKind: JsonValueKind.Object } given)
            throw Bad($"The request's body is no message. {Form}");
        Sent sent;
        try
        {
            sent = given.Deserialize<Sent>(options)!;
        }
        catch (JsonException failure)
        {
            var where = failure.Path is null or "$" ? "a field is unknown or repeated" : $"see {failure.Path}";
            throw Bad($"The request's body is no message: {where}. {Form}");
        }

        if (sent.MessageId is null)
            throw Bad($"The message has no messageId. {Form}");
        return new BusMessage(sent.MessageId, Content(sent))
        {
            SessionId = sent.SessionId,
            Subject = sent.Subject,
            CorrelationId = sent.CorrelationId,
            ContentType = sent.ContentType ?? (sent.Body is { ValueKind: not JsonValueKind.String } ? "application/json" : null),
            ScheduledEnqueueTime = sent.ScheduledEnqueueTime,
            TimeToLive = sent.TimeToLive,
            ApplicationProperties = (sent.ApplicationProperties ?? []).ToDictionary(
                property => property.Key, property => Value(property.Key, property.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>A message as it is shown: its body as text where it is text, else in base64.</summary>
    public static object Of(PeekedMessage peeked)
    {
        var message = peeked.Message;
        var isText = Utf8.IsValid(message.Body.Span);
        return new
        {
            peeked.SequenceNumber,
            message.MessageId,
            peeked.State,
            message.SessionId,
            message.Subject,
            message.CorrelationId,
            message.ContentType,
            peeked.EnqueuedTime,
            peeked.ExpiresAt,
            peeked.DeliveryCount,
            applicationProperties = message.ApplicationProperties.Count == 0 ? null : message.ApplicationProperties,
            body = isText ? Encoding.UTF8.GetString(message.Body.Span) : null,
            bodyBase64 = isText ? null : Convert.ToBase64String(message.Body.Span),
            peeked.DeadLetter,
        };
    }

    // Text is the message itself; anything else is its JSON.
    static byte[] Content(Sent sent)
    {
        if (sent.BodyBase64 is null)
            return Encoding.UTF8.GetBytes(sent.Body switch
            {
                null => "",
                { ValueKind: JsonValueKind.String } text => text.GetString()!,
                { } json => json.GetRawText(),
            });
        try
        {
            return sent.Body is null ? Convert.FromBase64String(sent.BodyBase64) : throw Bad("The message has both body and bodyBase64; send one.");
        }
        catch (FormatException)
        {
            throw Bad("The message's bodyBase64 is no base64.");
        }
    }

    static object? Value(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        _ => throw Bad($"The application property '{name}' is neither text, nor a boolean, nor a number."),
    };

    static BusException Bad(string detail) => new(BusErrors.BadMessage, detail);

    sealed record Sent(
        string? MessageId,
        JsonElement? Body,
        string? BodyBase64,
        string? SessionId,
        string? Subject,
        string? CorrelationId,
        string? ContentType,
        DateTimeOffset? ScheduledEnqueueTime,
        TimeSpan? TimeToLive,
        Dictionary<string, JsonElement>? ApplicationProperties);
}
