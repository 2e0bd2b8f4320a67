using System.Globalization;
using System.Text.Json;

namespace Orchestrations.Domain.Events;

/// <summary>
/// Takes an event apart into named texts. Texts stay as they are, numbers as they are written, truth values are true or false;
/// null, empty objects and empty arrays say nothing and leave no field.
/// </summary>
static class EventFields
{
    /// <summary>The most fields of one event.</summary>
    public const int Most = 1000;

    const int LongestName = 300;
    const int LongestValue = 16 * 1024;

    public static SortedDictionary<string, string> Of(EventNode node, params ReadOnlySpan<string> without)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in node.Element.EnumerateObject())
            if (!without.Contains(member.Name))
                Add(fields, node, EventPath.Member("", member.Name), member.Value);
        if (fields.Count > Most)
            node.Refuse(string.Create(CultureInfo.InvariantCulture, $"has {fields.Count} details; at most {Most} are allowed."));
        return fields;
    }

    static void Add(SortedDictionary<string, string> fields, EventNode node, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Add(fields, node, EventPath.Member(name, member.Name), member.Value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Add(fields, node, string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]"), item);
                break;
            case JsonValueKind.Null:
                break;
            default:
                Put(fields, node, name, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }

    static void Put(SortedDictionary<string, string> fields, EventNode node, string name, string value)
    {
        if (name.Length > LongestName)
            node.Refuse($"has a detail whose path '{name[..60]}...' is longer than {LongestName} characters.");
        else if (value.Length > LongestValue)
            node.Refuse($"has the detail '{name}' with more than {LongestValue} characters.");
        else if (!fields.TryAdd(name, value))
            node.Refuse($"has the detail '{name}' twice.");
    }
}
