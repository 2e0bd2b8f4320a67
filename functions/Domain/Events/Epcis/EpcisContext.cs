using System.Text.Json;

namespace Orchestrations.Domain.Events.Epcis;

/// <summary>
/// What prefixes and bare words of a document stand for: the prefixes of its JSON-LD context beside those of GS1's own, and
/// the standard vocabularies (CBV 2.0) by the property they are used in.
/// </summary>
sealed class EpcisContext
{
    const string Cbv = "https://ref.gs1.org/cbv/";
    const string Voc = "https://gs1.org/voc/";

    readonly Dictionary<string, string> prefixes = new(StringComparer.Ordinal)
    {
        ["cbv"] = Cbv,
        ["gs1"] = Voc,
        ["epcis"] = "https://ref.gs1.org/epcis/",
    };

    public EpcisContext(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("@context", out var context))
            return;
        foreach (var part in context.ValueKind == JsonValueKind.Array ? context.EnumerateArray().ToArray() : [context])
            if (part.ValueKind == JsonValueKind.Object)
                foreach (var prefix in part.EnumerateObject())
                    if (prefix.Value.ValueKind == JsonValueKind.String)
                        prefixes[prefix.Name] = prefix.Value.GetString()!;
    }

    /// <summary>A member's name with its namespace in braces, as the event hash has it.</summary>
    public string Name(string name) =>
        Split(name) is var (prefix, local) && prefixes.TryGetValue(prefix, out var space) ? $"{{{space}}}{local}" : name;

    /// <summary>A value with prefixes and bare standard words written out.</summary>
    /// <param name="property">The property it is the value of.</param>
    /// <param name="owner">The list or object that the property is in.</param>
    /// <param name="value">The value as it stands.</param>
    public string Value(string property, string owner, string value)
    {
        if (Split(value) is var (prefix, local))
            return prefixes.TryGetValue(prefix, out var space) ? space + local : value;
        var vocabulary = (property, owner) switch
        {
            ("bizStep", _) => Cbv + "BizStep-",
            ("disposition", _) or ("set" or "unset", "persistentDisposition") => Cbv + "Disp-",
            ("type", "bizTransactionList") => Cbv + "BTT-",
            ("type", "sourceList" or "destinationList") => Cbv + "SDT-",
            ("component", _) => Cbv + "Comp-",
            ("type" or "exception", "sensorReport") => Voc,
            _ => null,
        };
        return vocabulary is null || value.Length == 0 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? value
            : vocabulary + value;
    }

    static (string Prefix, string Local)? Split(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : null;
}
