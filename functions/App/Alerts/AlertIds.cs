using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrations.App.Alerts;

/// <summary>
/// How alerts are named and where they are stored. Invariant: items are stored under their time turned round, so that a walk
/// along the partition meets the newest first.
/// </summary>
static partial class AlertIds
{
    public const string ItemPrefix = "alert-";

    /// <summary>Notes of kept keys.</summary>
    public const string KeptPrefix = "kept-";

    const int LongestName = 150;
    const int TimeDigits = 17;

    /// <summary>The id of an alert that is raised now.</summary>
    public static string New(DateTimeOffset now, string seed)
    {
        var time = now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        return $"{time}-{HashOf(seed + time)}";
    }

    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Where an alert is stored.</summary>
    public static string StoredAs(string id) => ItemPrefix + Turned(id[..TimeDigits]) + id[TimeDigits..];

    /// <summary>A place in the order of storage just before the alerts of a time and older ones.</summary>
    public static string StoredUpTo(DateTimeOffset time) =>
        ItemPrefix + Turned(time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture));

    /// <summary>Where it is noted that an occurrence's key was kept, in the order of time.</summary>
    public static string KeptAs(DateTimeOffset time, string key) => $"{KeptPrefix}{StoredUpTo(time)[ItemPrefix.Length..]}-{HashOf(key)}";

    /// <summary>A name that a store takes, whatever it is made of; long ones end in a hash of what was cut off.</summary>
    public static string Name(string text)
    {
        var taken = string.Concat(text.Select(c =>
            c is '/' or '\\' or '#' or '?' || char.IsControl(c) || char.IsSurrogate(c) ? '_' : c));
        return taken.Length <= LongestName ? taken : $"{taken[..(LongestName - 9)]}-{HashOf(text)}";
    }

    /// <summary>Reads the name of a notice, such as <c>20240115000500000-0a1b2c3d-raised-1</c>; null when it is none.</summary>
    public static AlertDueItem? NoticeOf(string name) => Notice().Match(name) is { Success: true } match
        ? new AlertDueItem(
            match.Groups["alert"].Value, match.Groups["kind"].Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
        : null;

    static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    static string Turned(string digits) => string.Concat(digits.Select(digit => (char)('9' - (digit - '0'))));

    [GeneratedRegex("^[0-9]{17}-[0-9a-f]{8}$")]
    private static partial Regex Id();

    [GeneratedRegex("^(?<alert>[0-9]{17}-[0-9a-f]{8})-(?<kind>raised|resolved)-(?<number>[1-9][0-9]{0,8})$")]
    private static partial Regex Notice();
}
