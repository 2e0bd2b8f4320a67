using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrations.App.Storage;

/// <summary>
/// How items are written: camel-case names, decimals as strings, nothing for null. Properties come in the order they are
/// declared in, so the same content is always the same text.
/// </summary>
public static class StoreJson
{
    /// <summary>The code of an item that cannot be read.</summary>
    public const string Unreadable = "ORC-STORE-007";

    /// <summary>The options. Also those of HTTP bodies, so that amounts look the same everywhere.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The text of an item.</summary>
    public static string Write<T>(T content) => JsonSerializer.Serialize(content, Options);

    /// <summary>An item's content.</summary>
    /// <exception cref="StoreException">ORC-STORE-007: the item cannot be read as what it should be.</exception>
    public static T Read<T>(StoreItem item)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(item.Json, Options) ?? throw new JsonException("The content is null.");
        }
        catch (JsonException e)
        {
            throw new StoreException(
                Unreadable, $"The item {item.Key.Partition}/{item.Key.Id} cannot be read: {e.Message}", e);
        }
    }

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            // The text goes into stores and JSON bodies, never into HTML: readable beats escaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new DecimalText());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
