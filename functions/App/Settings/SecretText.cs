using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrations.App.Settings;

/// <summary>
/// The value of a setting that nobody may see: it shows itself as stars, in texts and in JSON, and is asked for by
/// <see cref="Reveal"/> only where it is sent.
/// </summary>
/// <param name="value">The secret.</param>
[JsonConverter(typeof(Stars))]
public sealed class SecretText(string value)
{
    const string Shown = "***";

    /// <summary>The secret itself.</summary>
    public string Reveal() => value;

    /// <inheritdoc />
    public override string ToString() => Shown;

    sealed class Stars : JsonConverter<SecretText>
    {
        public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("Secrets are read from settings only.");

        public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Shown);
    }
}
