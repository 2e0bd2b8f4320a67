using System.Globalization;
using System.Text.Json;

namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>Application properties as JSON values, both ways: text, booleans and numbers stay what they are.</summary>
static class PropertyValues
{
    public static Dictionary<string, JsonElement>? Encode(IReadOnlyDictionary<string, object?> properties) => properties.Count == 0
        ? null
        : properties.ToDictionary(property => property.Key, property => Encode(property.Key, property.Value), StringComparer.Ordinal);

    public static Dictionary<string, object?> Decode(Dictionary<string, JsonElement>? stored) =>
        stored?.ToDictionary(property => property.Key, property => Decode(property.Value), StringComparer.Ordinal)
        ?? new Dictionary<string, object?>(StringComparer.Ordinal);

    static JsonElement Encode(string name, object? value) => JsonSerializer.SerializeToElement(value switch
    {
        null or string or bool or sbyte or byte or short or ushort or int or uint or long => value,
        double number when double.IsFinite(number) => number,
        float number when float.IsFinite(number) => number,
        decimal or ulong or char => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        Guid or TimeSpan or Uri => value.ToString(),
        _ => throw new BusException(
            BusErrors.BadMessage,
            $"The application property '{name}' is a {value.GetType().Name}; use text, a boolean or a finite number."),
    });

    static object? Decode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        _ => null,
    };
}
