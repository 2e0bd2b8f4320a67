using System.Text;
using System.Text.Json.Nodes;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>
/// Every way to change one place of a JSON text that stays canonical JSON: what a forger does who knows the format, and what no
/// flipped bit comes to.
/// </summary>
static class Mutation
{
    static readonly string[] others =
        ["null", "true", "0", "-1", "1", "9007199254740992", "1e+300", "1.5", "\"\"", "\"x\"", "[]", "[[]]", "{}", "{\"a\":1}"];

    /// <summary>The texts with their names, each another than the one given.</summary>
    public static IEnumerable<(string Name, byte[] Text)> Of(byte[] json)
    {
        var places = Places(JsonNode.Parse(json)!, []).ToList();
        foreach (var place in places)
            foreach (var (name, text) in At(json, place))
                if (!text.AsSpan().SequenceEqual(json))
                    yield return ($"{string.Join('/', place)} {name}", text);
    }

    static IEnumerable<object[]> Places(JsonNode? node, object[] here)
    {
        yield return here;
        var below = node switch
        {
            JsonObject members => members.SelectMany(member => Places(member.Value, [.. here, member.Key])),
            JsonArray items => items.SelectMany((item, index) => Places(item, [.. here, index])),
            _ => [],
        };
        foreach (var place in below)
            yield return place;
    }

    static IEnumerable<(string Name, byte[] Text)> At(byte[] json, object[] place)
    {
        foreach (var other in others)
            yield return ($"as {other}", Changed(json, place, _ => JsonNode.Parse(other)));
        yield return ("with a character more", Changed(json, place, node => Text(node) is { } text ? text + "A" : node));
        yield return ("with a character less", Changed(json, place, node => Text(node) is { Length: > 0 } text ? text[..^1] : node));
        yield return ("with its case turned", Changed(json, place, node => Text(node) is { } text ? Turned(text) : node));
        yield return ("one more", Changed(json, place, node => node is JsonValue value && value.TryGetValue(out long number) ? number + 1 : node));
        yield return ("with a member more", Changed(json, place, node =>
        {
            if (node is JsonObject members)
                members["zz"] = 1;
            return node;
        }));
        yield return ("with its first item twice", Changed(json, place, node =>
        {
            if (node is JsonArray { Count: > 0 } items)
                items.Insert(0, items[0]?.DeepClone());
            return node;
        }));
        yield return ("turned round", Changed(json, place, node =>
            node is JsonArray items ? new JsonArray([.. items.Reverse().Select(item => item?.DeepClone())]) : node));
        if (place.Length > 0)
            yield return ("left out", LeftOut(json, place));
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static string Turned(string text) => string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    static byte[] Changed(byte[] json, object[] place, Func<JsonNode?, JsonNode?> change)
    {
        var root = JsonNode.Parse(json)!;
        if (place.Length == 0)
            return Canonical(change(root));
        var parent = Parent(root, place);
        if (parent is JsonObject members)
            members[(string)place[^1]] = change(members[(string)place[^1]]?.DeepClone());
        else
            ((JsonArray)parent)[(int)place[^1]] = change(((JsonArray)parent)[(int)place[^1]]?.DeepClone());
        return Canonical(root);
    }

    static byte[] LeftOut(byte[] json, object[] place)
    {
        var root = JsonNode.Parse(json)!;
        var parent = Parent(root, place);
        if (parent is JsonObject members)
            members.Remove((string)place[^1]);
        else
            ((JsonArray)parent).RemoveAt((int)place[^1]);
        return Canonical(root);
    }

    static JsonNode Parent(JsonNode root, object[] place) =>
        place[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);

    static byte[] Canonical(JsonNode? node) => CanonicalBytes.Of(Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null"), JsonLimits.Pack);
}
