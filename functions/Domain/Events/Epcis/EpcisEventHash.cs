using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orchestrations.Domain.Events.Epcis;

/// <summary>
/// The EPCIS event hash id of CBV 2.0: a text of the event's data in the standard's order, and SHA-256 over it as an RFC 6920
/// URI. It names an event, in JSON or XML, with EPC URIs or Digital Links, in any time zone. It protects nothing: parts are
/// joined without separators, the error declaration is left out, and a withheld field changes it; packs never rest on it.
/// </summary>
public static class EpcisEventHash
{
    static readonly string[] quantity = ["epcClass", "quantity", "uom"];

    // CBV 2.0 section 8.9.2. What the list does not name follows, sorted, after all of it.
    static readonly string[] order =
    [
        "eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID", "epcList", "inputEPCList", "childEPCs", "quantityList",
        "childQuantityList", "inputQuantityList", "outputEPCList", "outputQuantityList", "action", "transformationID", "bizStep",
        "disposition", "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
    ];

    static readonly Dictionary<string, string[]> within = new(StringComparer.Ordinal)
    {
        ["epcList"] = ["epc"], ["inputEPCList"] = ["epc"], ["outputEPCList"] = ["epc"], ["childEPCs"] = ["epc"],
        ["quantityList"] = ["quantityElement"], ["childQuantityList"] = ["quantityElement"],
        ["inputQuantityList"] = ["quantityElement"], ["outputQuantityList"] = ["quantityElement"],
        ["quantityElement"] = quantity,
        ["persistentDisposition"] = ["set", "unset"],
        ["readPoint"] = ["id"], ["bizLocation"] = ["id"],
        ["sensorElementList"] = ["sensorElement"],
        ["sensorElement"] = ["sensorMetadata", "sensorReport"],
        ["sensorMetadata"] =
        [
            "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules",
        ],
        ["sensorReport"] =
        [
            "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time", "microorganism",
            "chemicalSubstance", "value", "component", "stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue",
            "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem",
        ],
    };

    static readonly HashSet<string> leftOut = new(StringComparer.Ordinal) { "recordTime", "eventID", "type", "errorDeclaration" };

    /// <summary>The event hash: <c>ni:///sha-256;…?ver=CBV2.0</c>.</summary>
    /// <param name="document">The EPCIS document, for its context.</param>
    /// <param name="one">The event.</param>
    public static string Of(JsonElement document, JsonElement one) =>
        $"ni:///sha-256;{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PreHash(document, one))))}?ver=CBV2.0";

    /// <summary>The text that is hashed.</summary>
    /// <param name="document">The EPCIS document, for its context.</param>
    /// <param name="one">The event.</param>
    public static string PreHash(JsonElement document, JsonElement one)
    {
        var tree = EpcisElement.Of("", one, new EpcisContext(document));
        var type = tree.Children.Find(child => child.Name == "type")?.Text ?? "";
        var rest = tree.Children.Where(child => !order.Contains(child.Name) && !leftOut.Contains(child.Name));
        return "eventType=" + type + InOrder(tree.Children, order) + Sorted(rest.Select(Free));
    }

    static string InOrder(List<EpcisElement> children, string[] names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append(Sorted(children.Where(child => child.Name == name).Select(Standard)));
        return text.ToString();
    }

    // A standard element: its children in the standard's order, then the extensions within it.
    static string Standard(EpcisElement element)
    {
        var children = within.TryGetValue(element.Name, out var names)
            ? InOrder(element.Children, names) + Sorted(element.Children.Where(child => !names.Contains(child.Name)).Select(Free))
            : "";
        var text = element.Text.Trim();
        var value = text.Length == 0 ? "" : "=" + (IsTime(element.Name) ? InMilliseconds(text) : Canonical(text));
        return value.Length == 0 && children.Length == 0 ? "" : element.Name + value + children;
    }

    // An extension, or a list of typed references: as it is, sorted. A pair keeps type and value together.
    static string Free(EpcisElement element)
    {
        var text = element.Text.Trim();
        var children = element.Children.Select(Free);
        return element.Name + (text.Length == 0 ? "" : "=" + Canonical(text))
            + (element.Name.Length == 0 ? string.Concat(children) : Sorted(children));
    }

    static bool IsTime(string name) =>
        name.Contains("time", StringComparison.OrdinalIgnoreCase) && !name.Contains("offset", StringComparison.OrdinalIgnoreCase);

    /// <summary>UTC with three decimals; the third is rounded up from a following 5 on.</summary>
    static string InMilliseconds(string text)
    {
        if (EventNode.TryTime(text) is not { } time)
            return text;
        var rounded = new DateTimeOffset((time.UtcTicks + 5_000) / 10_000 * 10_000, TimeSpan.Zero);
        return rounded.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    static string Canonical(string text)
    {
        var value = Number(Vocabulary(text));
        return DigitalLink.Canonical(value) ?? value;
    }

    static string Vocabulary(string text) => text
        .Replace("urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-", StringComparison.Ordinal)
        .Replace("urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-", StringComparison.Ordinal)
        .Replace("urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-", StringComparison.Ordinal)
        .Replace("urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-", StringComparison.Ordinal)
        .Replace("urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-", StringComparison.Ordinal);

    // Every value that reads as a number is one, also a lot number: that is the reference's rule. It is a binary double there,
    // so it is one here; no money passes this way.
    static string Number(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return text;
        return number == Math.Floor(number)
            ? new BigInteger(number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture).Replace("E-", "e-", StringComparison.Ordinal);
    }

    static string Sorted(IEnumerable<string> parts)
    {
        var list = parts.ToList();
        // By code point, which is the order of the UTF-8 bytes and not that of UTF-16.
        if (list.Count > 1)
            list.Sort((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
        return string.Concat(list);
    }
}
