using System.Text.Json;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.History;

/// <summary>Failures as JSON. Properties are kept as JSON values; numbers and texts come back as such.</summary>
static class FailureCodec
{
    public static string Encode(TaskFailureDetails failure)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = int.MaxValue }))
            Write(json, failure);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static TaskFailureDetails Decode(string json)
    {
        // A chain of causes nests as deep as it is long.
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return Read(document.RootElement);
    }

    public static void Write(Utf8JsonWriter json, TaskFailureDetails failure)
    {
        json.WriteStartObject();
        json.WriteString("type", failure.ErrorType);
        json.WriteString("message", failure.ErrorMessage);
        if (failure.StackTrace is { } stack)
            json.WriteString("stack", stack);
        if (failure.InnerFailure is { } inner)
        {
            json.WritePropertyName("inner");
            Write(json, inner);
        }

        if (failure.Properties is { Count: > 0 } properties)
        {
            json.WritePropertyName("properties");
            JsonSerializer.Serialize(json, properties);
        }

        json.WriteEndObject();
    }

    public static TaskFailureDetails Read(JsonElement e) => new(
        e.GetProperty("type").GetString()!,
        e.GetProperty("message").GetString() ?? "",
        e.TryGetProperty("stack", out var stack) ? stack.GetString() : null,
        e.TryGetProperty("inner", out var inner) ? Read(inner) : null,
        e.TryGetProperty("properties", out var properties) ? ReadProperties(properties) : null);

    static Dictionary<string, object?> ReadProperties(JsonElement e) => e.EnumerateObject().ToDictionary(
        property => property.Name,
        property => property.Value.ValueKind switch
        {
            JsonValueKind.String => property.Value.GetString(),
            JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? (object)whole : property.Value.GetDecimal(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => (object?)property.Value.Clone(),
        });
}
