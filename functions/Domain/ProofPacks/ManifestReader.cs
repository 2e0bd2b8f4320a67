using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Takes a manifest's values out of its JSON. What it passes over, the comparison of bytes in Manifest.Read finds.</summary>
static class ManifestReader
{
    public static Manifest? Read(CanonicalValue json)
    {
        if (!json.TryGet("events"u8, out var events) || !json.TryGet("risk"u8, out var risk)
            || !json.TryGet("previous"u8, out var previous) || !TryPrevious(previous, out var link)
            || Risk(risk) is not { } read
            || Time(json, "generated"u8) is not { } generated
            || Time(events, "first"u8) is not { } first || Time(events, "last"u8) is not { } last
            || !events.TryGet("count"u8, out var count) || !count.TryGetWhole(out var number) || number is < 1 or > PackFormat.MostEvents
            || !TryDigest(events, "root"u8, out var root))
            return null;
        var header = new PackHeader(
            Text(json, "id"u8), Text(json, "tenant"u8), Text(json, "subject"u8), Text(json, "policy"u8), Text(json, "log"u8),
            read, link, generated);
        return new Manifest(header, (int)number, first, last, root);
    }

    static string Text(CanonicalValue json, ReadOnlySpan<byte> name) => json.TryGet(name, out var value) ? value.Text : "";

    static DateTimeOffset? Time(CanonicalValue json, ReadOnlySpan<byte> name) =>
        PackTime.TryRead(Text(json, name), out var time) ? time : null;

    static bool TryDigest(CanonicalValue json, ReadOnlySpan<byte> name, out Digest digest)
    {
        digest = default;
        return json.TryGet(name, out var value) && Digest.TryFromBase64Url(value.Utf8, out digest);
    }

    static bool TryPrevious(CanonicalValue json, out PackLink? link)
    {
        link = null;
        if (json.Kind == JsonKind.Null)
            return true;
        if (!TryDigest(json, "manifest"u8, out var digest))
            return false;
        link = new PackLink(Text(json, "id"u8), digest);
        return true;
    }

    static PackRisk? Risk(CanonicalValue json)
    {
        if (!json.TryGet("score"u8, out var score) || !score.TryGetWhole(out var total) || total is < 0 or > 100
            || !json.TryGet("contributions"u8, out var list))
            return null;
        var found = new List<PackRiskContribution>();
        foreach (var item in list.Items)
        {
            if (!item.TryGet("points"u8, out var points) || !points.TryGetWhole(out var added) || added is < 0 or > 100
                || !item.TryGet("events"u8, out var events))
                return null;
            var ids = new List<string>();
            foreach (var id in events.Items)
                ids.Add(id.Text);
            found.Add(new PackRiskContribution(Text(item, "rule"u8), (int)added, ids));
        }

        return new PackRisk((int)total, found);
    }
}
