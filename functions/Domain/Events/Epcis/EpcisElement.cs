using System.Text.Json;

namespace Orchestrations.Domain.Events.Epcis;

/// <summary>
/// An event as the tree that the event hash is defined over: that of the XML form, where each entry of a list is an element
/// of its own below the list's element.
/// </summary>
sealed class EpcisElement(string name, string text)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public List<EpcisElement> Children { get; init; } = [];

    public bool IsExtension => Name.StartsWith('{');

    /// <summary>The tree of a JSON object.</summary>
    public static EpcisElement Of(string name, JsonElement json, EpcisContext context) => json.ValueKind switch
    {
        JsonValueKind.Object => new EpcisElement(name, json.TryGetProperty("#text", out var text) ? Scalar(text) : "")
        {
            Children = [.. json.EnumerateObject().SelectMany(member => Member(name, member, context))],
        },
        _ => new EpcisElement(name, Scalar(json)),
    };

    static IEnumerable<EpcisElement> Member(string owner, JsonProperty member, EpcisContext context)
    {
        if (member.Name is "#text" or "comment" or "rdfs:comment" or "@context")
            return [];
        var name = context.Name(member.Name);
        if (member.Value.ValueKind != JsonValueKind.Array)
            return [One(owner, name, member.Value, context)];
        var isList = name == "childEPCs" || name.EndsWith("List", StringComparison.Ordinal);
        if (!isList)
            return member.Value.EnumerateArray().Select(item => One(owner, name, item, context));
        // Children of an empty list: the list itself says nothing and is left out.
        return member.Value.GetArrayLength() == 0
            ? []
            : [new EpcisElement(name, "") { Children = [.. member.Value.EnumerateArray().Select(item => Entry(name, item, context))] }];
    }

    static EpcisElement Entry(string list, JsonElement item, EpcisContext context)
    {
        if (list is "bizTransactionList" or "sourceList" or "destinationList")
        {
            var pair = Of(list, item, context);
            // The type comes before what it is the type of, in whatever order the document has them.
            pair.Children.Sort((a, b) => (a.Name == "type" ? 0 : 1).CompareTo(b.Name == "type" ? 0 : 1));
            return new EpcisElement("", "") { Children = pair.Children };
        }
        var name = list switch
        {
            "childEPCs" => "epc",
            _ when list.EndsWith("EPCList", StringComparison.Ordinal) => "epc",
            _ when list.EndsWith("uantityList", StringComparison.Ordinal) => "quantityElement",
            _ => list[..^4],
        };
        return item.ValueKind == JsonValueKind.Object
            ? Of(name, item, context)
            : new EpcisElement(name, context.Value(name, list, Scalar(item)));
    }

    static EpcisElement One(string owner, string name, JsonElement value, EpcisContext context) =>
        value.ValueKind == JsonValueKind.Object
            ? Of(name, value, context)
            : new EpcisElement(name, context.Value(name, owner, Scalar(value)));

    static string Scalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Null => "",
        _ => json.GetRawText(),
    };
}
