using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrations.Domain.Events;

/// <summary>
/// A JSON value with its path, read against a format's rules. What is missing or has another form is collected with its path;
/// the reading goes on with a harmless value, and nothing that was read counts once a problem was found.
/// </summary>
readonly partial struct EventNode(JsonElement element, string path, EventProblems problems)
{
    const int LongestText = 16 * 1024;

    public JsonElement Element => element;

    public string Path => path;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsArray => element.ValueKind == JsonValueKind.Array;

    public void Refuse(string problem) => problems.Add(path, problem);

    /// <summary>Refuses something below this value.</summary>
    public void RefuseAt(string below, string problem) => problems.Add(below, problem);

    /// <summary>A member, or null when it is missing or null.</summary>
    public EventNode? Find(string name) =>
        IsObject && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new EventNode(value, EventPath.Member(path, name), problems)
            : null;

    /// <summary>A member that must be there.</summary>
    public EventNode? Require(string name)
    {
        if (!IsObject)
            Refuse("must be a JSON object.");
        else if (Find(name) is { } found)
            return found;
        else
            problems.Add(EventPath.Member(path, name), "is missing.");
        return null;
    }

    /// <summary>The elements of an array; none, with a problem, when it is no array.</summary>
    public IReadOnlyList<EventNode> Items()
    {
        if (!IsArray)
        {
            Refuse("must be a JSON array.");
            return [];
        }
        var items = new List<EventNode>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            items.Add(new EventNode(item, $"{path}[{items.Count}]", problems));
        return items;
    }

    /// <summary>A text that must be there: 1 to 16,384 characters.</summary>
    public string RequireText(string name, int longest = LongestText) => Require(name)?.AsText(longest) ?? "";

    /// <summary>A text, or null.</summary>
    public string? Text(string name, int longest = LongestText) => Find(name)?.AsText(longest);

    /// <summary>One of some words.</summary>
    public string RequireWord(string name, params string[] words)
    {
        if (Require(name) is not { } node)
            return words[0];
        var text = node.AsText(100);
        if (words.Contains(text, StringComparer.Ordinal))
            return text;
        node.Refuse($"is '{text}'; use one of {string.Join(", ", words)}.");
        return words[0];
    }

    /// <summary>A time that must be there.</summary>
    public DateTimeOffset RequireTime(string name) => Require(name)?.AsTime() ?? default;

    /// <summary>A time, or null.</summary>
    public DateTimeOffset? Time(string name) => Find(name)?.AsTime();

    /// <summary>A number, written as a JSON number or as a text, or null.</summary>
    public decimal? Number(string name) => Find(name)?.AsNumber();

    public string AsText(int longest = LongestText)
    {
        if (element.ValueKind != JsonValueKind.String)
            Refuse("must be a text.");
        else if (element.GetString() is { Length: > 0 } text && text.Length <= longest)
            return text;
        else
            Refuse(string.Create(CultureInfo.InvariantCulture, $"must have 1 to {longest} characters."));
        return "";
    }

    public DateTimeOffset AsTime()
    {
        var text = AsText(60);
        if (text.Length > 0 && TryTime(text) is { } time)
            return time;
        if (text.Length > 0)
            Refuse($"is '{text}'; use a time with its offset from UTC, as 2026-01-31T08:15:00Z (RFC 3339).");
        return default;
    }

    public decimal AsNumber()
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.String => element.GetString()!,
            _ => "",
        };
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        Refuse("must be a number.");
        return 0m;
    }

    /// <summary>An RFC 3339 time in UTC, or null. Digits beyond 100 ns are cut.</summary>
    public static DateTimeOffset? TryTime(string text)
    {
        if (Rfc3339().Match(text) is not { Success: true } match)
            return null;
        var fraction = match.Groups["fraction"].Value;
        var exact = match.Groups["seconds"].Value + (fraction.Length > 7 ? "." + fraction[..7] : fraction.Length > 0 ? "." + fraction : "")
            + match.Groups["offset"].Value.ToUpperInvariant();
        return DateTimeOffset.TryParseExact(
            exact.Replace('t', 'T'), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : null;
    }

    [GeneratedRegex(@"^(?<seconds>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.(?<fraction>\d{1,20}))?(?<offset>[Zz]|[+-]\d\d:\d\d)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
