using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>A documented answer of V5 (tests/Azure.Tests/Bybit/V5), as a template.</summary>
static class V5Fixture
{
    static readonly ConcurrentDictionary<string, string> bodies = new();

    /// <summary>The answer's result, anew for each caller.</summary>
    public static JsonObject Result(string name) =>
        JsonNode.Parse(bodies.GetOrAdd(name, Read))!["result"]!.DeepClone().AsObject();

    /// <summary>The first row of the answer's list with some fields changed; decimals become text, as V5 writes them.</summary>
    public static JsonObject Row(string name, params IEnumerable<(string Field, object? Value)> changes)
    {
        var row = Result(name)["list"]![0]!.DeepClone().AsObject();
        foreach (var (field, value) in changes)
            row[field] = Of(value);
        return row;
    }

    /// <summary>A list as V5 writes it.</summary>
    public static JsonObject List(IEnumerable<JsonObject> rows, string cursor = "") =>
        new() { ["list"] = new JsonArray([.. rows]), ["nextPageCursor"] = cursor };

    static JsonNode? Of(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        JsonNode node => node,
        bool flag => flag,
        int number => number,
        _ => value.ToString(),
    };

    static string Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Bybit", "V5", name + ".txt"));
        return string.Join('\n', lines.Skip(3));
    }
}
