using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrations.App.Storage;

/// <summary>
/// Writes decimals as JSON strings and reads strings or numbers. Some stores (Azure Cosmos DB) and all browsers keep JSON
/// numbers as binary floating point, which cannot hold a coin balance exactly.
/// </summary>
public sealed class DecimalText : JsonConverter<decimal>
{
    /// <inheritdoc />
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDecimal(),
        JsonTokenType.String when decimal.TryParse(
            reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new JsonException("A number such as 0.25 or \"0.25\" was expected."),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
