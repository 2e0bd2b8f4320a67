using System.Text.RegularExpressions;

namespace Orchestrations.Domain.Events.Epcis;

/// <summary>
/// One form for GS1 keys: the canonical GS1 Digital Link URI with the finest level of identification and nothing else
/// (GS1 Digital Link 1.2, section 4.11; EPC Tag Data Standard for the EPC URIs).
/// </summary>
static partial class DigitalLink
{
    const string Domain = "https://id.gs1.org/";

    static readonly Dictionary<string, string> identifiers = new(StringComparer.Ordinal)
    {
        ["gtin"] = "01", ["itip"] = "8006", ["cpid"] = "8010", ["gln"] = "414", ["party"] = "417", ["gsrnp"] = "8017",
        ["gsrn"] = "8018", ["gcn"] = "255", ["sscc"] = "00", ["gdti"] = "253", ["ginc"] = "401", ["gsin"] = "402",
        ["grai"] = "8003", ["giai"] = "8004", ["cpv"] = "22", ["lot"] = "10", ["ser"] = "21",
    };

    static readonly HashSet<string> keys = new(StringComparer.Ordinal)
    {
        "00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8017", "8018",
    };

    /// <summary>The canonical URI, or null when the text holds no GS1 key.</summary>
    public static string? Canonical(string text) =>
        text.StartsWith("urn:epc:", StringComparison.Ordinal) ? FromEpc(text)
        : text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal) ? FromWeb(text)
        : null;

    /// <summary>The check digit of a numeric GS1 key: weights 3 and 1 from the right (GS1 General Specifications 7.9.1).</summary>
    public static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (char)('0' + (10 - sum % 10) % 10);
    }

    static string? FromEpc(string uri)
    {
        if (Epc().Match(uri) is not { Success: true } match)
            return null;
        var (kind, scheme) = (match.Groups["kind"].Value, match.Groups["scheme"].Value);
        var (prefix, rest) = (match.Groups["prefix"].Value, match.Groups["rest"].Value);
        // Only a party's key may be all prefix.
        if (rest.Length == 0 && scheme != "pgln")
            return null;
        return kind switch
        {
            "class" => scheme == "lgtin" && Split(rest) is var (item, lot) && Gtin(prefix, item) is { } gtin
                ? $"{Domain}01/{gtin}/10/{Encode(lot)}" : null,
            "idpat" => rest.EndsWith(".*", StringComparison.Ordinal) ? FromPattern(scheme, prefix, rest[..^2]) : null,
            _ => FromId(scheme, prefix, rest),
        };
    }

    static string? FromId(string scheme, string prefix, string rest)
    {
        var (reference, serial) = Split(rest) ?? (rest, "");
        switch (scheme)
        {
            case "sscc":
                return Digits(reference, 17 - prefix.Length) && serial.Length == 0
                    ? $"{Domain}00/{Checked(reference[..1] + prefix + reference[1..])}" : null;
            case "gsrn" or "gsrnp":
                return Digits(reference, 17 - prefix.Length) && serial.Length == 0
                    ? $"{Domain}{identifiers[scheme]}/{Checked(prefix + reference)}" : null;
            case "gsin":
                return Digits(reference, 16 - prefix.Length) && serial.Length == 0
                    ? $"{Domain}402/{Checked(prefix + reference)}" : null;
            case "giai":
                return $"{Domain}8004/{prefix}{Encode(rest)}";
            case "ginc":
                return $"{Domain}401/{prefix}{Encode(rest)}";
            case "cpi":
                return rest.LastIndexOf('.') is > 0 and var cut
                    ? $"{Domain}8010/{Encode(prefix + rest[..cut])}/8011/{rest[(cut + 1)..]}" : null;
            case "pgln":
                return Digits(rest.TrimEnd('.'), 12 - prefix.Length) ? $"{Domain}417/{Checked(prefix + rest.TrimEnd('.'))}" : null;
            case "sgtin" or "upui":
                return serial.Length > 0 && Gtin(prefix, reference) is { } gtin
                    ? $"{Domain}01/{gtin}/{(scheme == "sgtin" ? "21" : "235")}/{Encode(serial)}" : null;
            case "itip":
                return serial.Length > 6 && serial[2] == '.' && serial[5] == '.' && Gtin(prefix, reference) is { } trade
                    ? $"{Domain}8006/{trade}{serial[..2]}{serial[3..5]}/21/{Encode(serial[6..])}" : null;
            default:
                return serial.Length > 0 && Digits(reference, 12 - prefix.Length) ? OfTwelve(scheme, prefix + reference, serial) : null;
        }
    }

    static string? OfTwelve(string scheme, string twelve, string serial) => scheme switch
    {
        "sgln" => serial == "0" ? $"{Domain}414/{Checked(twelve)}" : $"{Domain}414/{Checked(twelve)}/254/{Encode(serial)}",
        "grai" => $"{Domain}8003/{Checked("0" + twelve)}{Encode(serial)}",
        "gdti" => $"{Domain}253/{Checked(twelve)}{Encode(serial)}",
        "sgcn" => $"{Domain}255/{Checked(twelve)}{serial}",
        _ => null,
    };

    static string? FromPattern(string scheme, string prefix, string reference) => scheme switch
    {
        "sgtin" or "upui" => Gtin(prefix, reference) is { } gtin ? $"{Domain}01/{gtin}" : null,
        "cpi" => $"{Domain}8010/{Encode(prefix + reference)}",
        "itip" => reference.Split('.') is [var item, var piece, var total] && Gtin(prefix, item) is { } trade
            ? $"{Domain}8006/{trade}{piece}{total}" : null,
        "grai" or "gdti" or "sgcn" => Digits(reference, 12 - prefix.Length)
            ? scheme switch
            {
                "grai" => $"{Domain}8003/{Checked("0" + prefix + reference)}",
                "gdti" => $"{Domain}253/{Checked(prefix + reference)}",
                _ => $"{Domain}255/{Checked(prefix + reference)}",
            }
            : null,
        _ => null,
    };

    static string? FromWeb(string uri)
    {
        var end = uri.IndexOfAny(['?', '#']);
        var segments = (end < 0 ? uri : uri[..end]).TrimEnd('/').Split('/');
        // Scheme, an empty segment and the host come first; a path before the key belongs to the resolver.
        for (var at = 3; at + 1 < segments.Length; at++)
        {
            var key = identifiers.GetValueOrDefault(segments[at], segments[at]);
            if (keys.Contains(key) && segments[at + 1].Length >= 4 && Digits(segments[at + 1][..4], 4))
                return Canonical(key, segments[at + 1], segments[(at + 2)..]);
        }
        return null;
    }

    static string? Canonical(string key, string value, string[] qualifiers)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < qualifiers.Length; i += 2)
            named[identifiers.GetValueOrDefault(qualifiers[i], qualifiers[i])] = qualifiers[i + 1];
        if (key == "01")
            value = value.PadLeft(14, '0');
        string[] finest = key switch
        {
            "01" => ["21", "235", "10"],
            "8006" => ["21", "10"],
            "414" => ["254"],
            "8010" => ["8011"],
            _ => [],
        };
        foreach (var qualifier in finest)
            if (named.TryGetValue(qualifier, out var found))
                return $"{Domain}{key}/{value}/{qualifier}/{found}";
        return Domain + key + "/" + value;
    }

    static (string Reference, string Serial)? Split(string rest) =>
        rest.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? (rest[..dot], rest[(dot + 1)..]) : null;

    // The indicator digit, which the EPC URI has first in the item reference, leads a GTIN.
    static string? Gtin(string prefix, string item) =>
        Digits(item, 13 - prefix.Length) ? Checked(item[..1] + prefix + item[1..]) : null;

    static string Checked(string digits) => digits + CheckDigit(digits);

    static bool Digits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);

    // What a path must escape (GS1 Digital Link, table 7-1) and an EPC URI may carry as it is.
    static string Encode(string text) => text
        .Replace("!", "%21", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal)
        .Replace(")", "%29", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)
        .Replace(":", "%3A", StringComparison.Ordinal);

    [GeneratedRegex(@"^urn:epc:(?<kind>id|class|idpat):(?<scheme>[a-z]+):(?<prefix>\d{6,12})\.(?<rest>[A-Za-z0-9!'()*+,.:;=_%-]*)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Epc();
}
