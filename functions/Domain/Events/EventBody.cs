using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrations.Domain.Events;

/// <summary>
/// Writes what a pack proves of an event: <c>{"class","format","source","type"}</c>, the source as it came except that its
/// numbers are texts, as they were written, so that none changes on the way (-20.0 stays -20.0).
/// </summary>
static class EventBody
{
    const int MostBytes = 1024 * 1024;
    const int Deepest = 32;

    static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of an event.</summary>
    /// <param name="format">The name of the format it came in.</param>
    /// <param name="type">What it is.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="source">The event as it came.</param>
    /// <param name="derived">What was computed from the source, by name.</param>
    public static byte[] Of(string format, string type, EventClass kind, EventNode source, params ReadOnlySpan<(string Name, string Value)> derived)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, options);
        json.WriteStartObject();
        json.WriteString("class", NameOf(kind));
        foreach (var (name, value) in derived)
            json.WriteString(name, value);
        json.WriteString("format", format);
        json.WritePropertyName("source");
        Write(json, source, source.Element, source.Path, 0);
        json.WriteString("type", type);
        json.WriteEndObject();
        json.Flush();
        if (buffer.WrittenCount > MostBytes)
            source.Refuse(string.Create(CultureInfo.InvariantCulture, $"is larger than {MostBytes} bytes."));
        return buffer.WrittenSpan.ToArray();
    }

    public static string NameOf(EventClass kind) => kind switch
    {
        EventClass.Planned => "planned",
        EventClass.Estimated => "estimated",
        _ => "actual",
    };

    static void Write(Utf8JsonWriter json, EventNode source, JsonElement value, string path, int depth)
    {
        if (depth > Deepest)
        {
            source.Refuse($"is nested more than {Deepest} deep.");
            json.WriteNullValue();
            return;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, source, value, path, depth);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Write(json, source, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), depth + 1);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteStringValue(value.GetRawText());
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    static void WriteObject(Utf8JsonWriter json, EventNode source, JsonElement value, string path, int depth)
    {
        json.WriteStartObject();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Add(member.Name))
                source.RefuseAt(EventPath.Member(path, member.Name), "is there twice.");
            json.WritePropertyName(member.Name);
            Write(json, source, member.Value, EventPath.Member(path, member.Name), depth + 1);
        }
        json.WriteEndObject();
    }
}
