using System.Globalization;
using System.Text.Json;

namespace Orchestrations.Domain.Events;

/// <summary>
/// Finds halves of characters in JSON texts and names, such as <c>"\ud800"</c>. JSON allows to write them, but they are no text:
/// they cannot be stored, signed or shown without being changed, and the reader of .NET throws where one is read.
/// </summary>
public static class LoneSurrogates
{
    /// <summary>The path of the first one, or null where there is none.</summary>
    /// <param name="value">What to look through.</param>
    /// <param name="path">Its own path, such as <c>$</c>.</param>
    public static string? Find(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => IsClean(value) ? null : path,
        JsonValueKind.Array => InArray(value, path),
        JsonValueKind.Object => InObject(value, path),
        _ => null,
    };

    static string? InArray(JsonElement array, string path)
    {
        var index = 0;
        foreach (var item in array.EnumerateArray())
            if (Find(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")) is { } found)
                return found;
        return null;
    }

    static string? InObject(JsonElement value, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
                return path + " (a name in it)";
            if (Find(member.Value, EventPath.Member(path, name)) is { } found)
                return found;
        }
        return null;
    }

    static bool IsClean(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
