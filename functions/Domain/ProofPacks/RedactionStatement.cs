using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Reads what an issuer stated about a redacted copy.</summary>
static class RedactionStatement
{
    /// <summary>Is it about this copy of this pack?</summary>
    public static bool Fits(byte[] statement, ReadOnlySpan<byte> events, byte[] manifest)
    {
        try
        {
            using var document = CanonicalDocument.Parse(statement);
            var root = document.Root;
            return document.IsCanonical && root.Count == 5
                && Is(root, "format"u8, PackFormat.Redaction)
                && Is(root, "events"u8, Digest.Of(events).ToBase64Url())
                && Is(root, "manifest"u8, Digest.Of(manifest).ToBase64Url())
                && root.TryGet("template"u8, out var template) && template.Kind == JsonKind.String
                && root.TryGet("generated"u8, out var generated) && PackTime.TryRead(generated.Text, out _);
        }
        catch (DomainException)
        {
            return false;
        }
    }

    static bool Is(CanonicalValue json, ReadOnlySpan<byte> name, string expected) =>
        json.TryGet(name, out var value) && value.Kind == JsonKind.String && value.Text == expected;
}
