using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// Verifies a pack, offline, from bytes of which nothing is trusted. It never throws for what is in them. What could not be
/// verified is skipped and says why; that is never a pass.
/// </summary>
public sealed class PackVerifier
{
    readonly PackEvidence evidence;
    readonly List<AxisResult> results = [];

    PackVerifier(PackEvidence evidence) => this.evidence = evidence;

    /// <summary>Verifies a pack.</summary>
    /// <param name="pack">The file's bytes.</param>
    /// <param name="evidence">What else is at hand.</param>
    public static PackVerdict Verify(ReadOnlyMemory<byte> pack, PackEvidence evidence)
    {
        var verifier = new PackVerifier(evidence);
        try
        {
            using var document = CanonicalDocument.Parse(pack, JsonLimits.Pack);
            if (document.IsCanonical)
                return verifier.File(document.Root);
            verifier.Fail(Axis.Canonical, "the bytes are not in canonical form: the file was changed or written by another program");
        }
        catch (DomainException refused)
        {
            verifier.Fail(Axis.Canonical, refused.Message);
        }

        return verifier.Stop("the file cannot be read", null);
    }

    static bool Has(CanonicalValue json, ReadOnlySpan<byte> name, JsonKind kind, out CanonicalValue value) =>
        json.TryGet(name, out value) && value.Kind == kind;

    PackVerdict File(CanonicalValue root)
    {
        Pass(Axis.Canonical, "the bytes are in canonical form");
        var hasEvents = root.TryGet("events"u8, out var events);
        var hasLog = root.TryGet("log"u8, out var log);
        var hasStatement = root.TryGet("redaction"u8, out var statement);
        if (!Has(root, "format"u8, JsonKind.String, out var format) || format.Text != PackFormat.Pack
            || !root.TryGet("manifest"u8, out var signed)
            || root.Count != 2 + (hasEvents ? 1 : 0) + (hasLog ? 1 : 0) + (hasStatement ? 1 : 0)
            || (hasLog && log.Kind != JsonKind.String))
        {
            Fail(Axis.Format, $"it is not an object with the members of '{PackFormat.Pack}'");
            return Stop("it is not a pack of this version", null);
        }

        Pass(Axis.Format, PackFormat.Pack);
        if (Envelope.Read(signed) is not { } envelope || envelope.PayloadType != PackFormat.ManifestType
            || Manifest.Read(envelope.Payload) is not { } manifest)
        {
            Fail(Axis.Manifest, "the envelope does not hold a manifest of this version in its exact bytes");
            return Stop("there is no manifest", null);
        }

        Pass(Axis.Manifest, $"pack '{manifest.Header.Id}' of '{manifest.Header.Tenant}' about '{manifest.Header.Subject}', {manifest.Count} events");
        var content = new ContentCheck(manifest);
        if (hasEvents)
            content.Run(events);
        Take(content.Results(hasEvents));
        Signature(envelope);
        var proof = evidence.LogProof ?? (hasLog ? log.Utf8.ToArray() : null);
        var anchor = new AnchorCheck(manifest, envelope.Payload, evidence.Keys, proof);
        var anchored = anchor.Run();
        Key(envelope, manifest, anchored.All(result => result.Outcome == AxisOutcome.Pass) ? anchor.Index : null);
        Take(anchored);
        Redaction(hasEvents ? events : null, hasStatement ? statement : null, content, envelope.Payload);
        Previous(manifest);
        return new PackVerdict(results, manifest, hasEvents);
    }

    void Signature(Envelope envelope)
    {
        if (evidence.Keys is not { } keys)
            Skip(Axis.Signature, "no list of keys was given");
        else if (keys.Find(envelope.KeyId) is not { } key)
            Fail(Axis.Signature, $"the key '{envelope.KeyId}' is not in the list of keys");
        else if (!key.Key.Verifies(envelope))
            Fail(Axis.Signature, $"it is not the signature of the key '{key.Id}' over this manifest");
        else
            Pass(Axis.Signature, $"signed by the key '{key.Id}'");
    }

    void Key(Envelope envelope, Manifest manifest, long? index)
    {
        if (evidence.Keys is not { } keys)
            Skip(Axis.Key, "no list of keys was given");
        else if (keys.Find(envelope.KeyId) is not { } key)
            Skip(Axis.Key, "the key is not in the list of keys");
        else if (manifest.Header.Generated < key.ValidFrom)
            Fail(Axis.Key, "the pack was made before the key was in use");
        else if (manifest.Header.Generated > key.RetiredAt)
            Fail(Axis.Key, "the pack was made after the key was retired");
        else if (key.RevokedFromIndex is not { } revoked)
            Pass(Axis.Key, "in use when the pack was made, not revoked");
        else if (index < revoked)
            Pass(Axis.Key, "revoked later: the pack is in the log before that");
        else
            Fail(Axis.Key, "revoked, and the pack is not shown to be in the log before that");
    }

    void Redaction(CanonicalValue? events, CanonicalValue? statement, ContentCheck content, byte[] payload)
    {
        if (events is not { } shown)
            Skip(Axis.Redaction, "there is no content");
        else if (!content.IsWellFormed)
            Skip(Axis.Redaction, "the fields could not be read");
        else if (statement is not { } said)
            NoStatement(content);
        else if (Envelope.Read(said) is not { } envelope || envelope.PayloadType != PackFormat.RedactionType
            || !RedactionStatement.Fits(envelope.Payload, shown.Raw, payload))
            Fail(Axis.Redaction, "the issuer's statement is not about this copy");
        else if (evidence.Keys is not { } keys)
            Skip(Axis.Redaction, "no list of keys was given");
        else if (keys.Find(envelope.KeyId) is not { RevokedFromIndex: null } key || !key.Key.Verifies(envelope))
            Fail(Axis.Redaction, "the statement is not signed by a key of the list that is not revoked");
        else
            Pass(Axis.Redaction, $"{content.Withheld}, as the issuer states");
    }

    void NoStatement(ContentCheck content)
    {
        if (content.Replaced > 0)
            Fail(Axis.Redaction, $"{content.Withheld}, and nothing proves what is shown in their place");
        else
            Pass(Axis.Redaction, content.Withheld);
    }

    void Previous(Manifest manifest)
    {
        if (manifest.Header.Previous is not { } link)
            Pass(Axis.Previous, "it is the first of its subject");
        else if (evidence.Previous is not { } file)
            Skip(Axis.Previous, $"the pack before it, '{link.Id}', was not given");
        else if (PreviousPack.ManifestOf(file) is { } before && before.ToLink() == link
            && before.Header.Tenant == manifest.Header.Tenant && before.Header.Subject == manifest.Header.Subject)
            Pass(Axis.Previous, $"it continues '{link.Id}'");
        else
            Fail(Axis.Previous, $"the pack given is not '{link.Id}' that it continues");
    }

    PackVerdict Stop(string why, Manifest? manifest)
    {
        foreach (var axis in Enum.GetValues<Axis>().Skip(results.Count))
            Skip(axis, why);
        return new PackVerdict(results, manifest, HasContent: true);
    }

    void Take(IEnumerable<AxisResult> more) => results.AddRange(more);

    void Pass(Axis axis, string reason) => results.Add(new AxisResult(axis, AxisOutcome.Pass, reason));

    void Fail(Axis axis, string reason) => results.Add(new AxisResult(axis, AxisOutcome.Fail, reason));

    void Skip(Axis axis, string reason) => results.Add(new AxisResult(axis, AxisOutcome.Skipped, reason));
}
