using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrations.App.Storage.Cosmos;

/// <summary>
/// An item as Cosmos DB keeps it. The content is one text, because the service would write JSON anew and change it: numbers
/// such as 0.1000, the order of properties, white space.
/// </summary>
static class CosmosDocument
{
    // The default encoder would write each quote of the content as six characters.
    static readonly JsonWriterOptions compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes to send.</summary>
    /// <param name="partition">The partition key.</param>
    /// <param name="id">The id within it.</param>
    /// <param name="json">The content.</param>
    /// <param name="stamp">Names the write, so that its own success is known when its answer was lost.</param>
    public static MemoryStream Write(string partition, string id, string json, string stamp)
    {
        var bytes = new ArrayBufferWriter<byte>(json.Length + 256);
        using (var writer = new Utf8JsonWriter(bytes, compact))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("partition", partition);
            writer.WriteString("json", json);
            writer.WriteString("write", stamp);
            writer.WriteEndObject();
        }
        return new MemoryStream(bytes.WrittenSpan.ToArray(), writable: false);
    }

    /// <summary>The item in an answer.</summary>
    public static StoreItem Item(string partition, JsonElement document) => new(
        new StoreKey(partition, document.GetProperty("id").GetString()!),
        document.GetProperty("json").GetString()!,
        document.GetProperty("_etag").GetString()!);

    /// <summary>The write that an answer's item stems from.</summary>
    public static string? Stamp(JsonElement document) =>
        document.TryGetProperty("write", out var stamp) ? stamp.GetString() : null;
}
