using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>The pack before the one that is verified. Only its manifest counts: the link is to its exact bytes.</summary>
static class PreviousPack
{
    public static Manifest? ManifestOf(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = CanonicalDocument.Parse(file, JsonLimits.Pack);
            return document.IsCanonical && document.Root.TryGet("manifest"u8, out var signed) && Envelope.Read(signed) is { } envelope
                ? Manifest.Read(envelope.Payload)
                : null;
        }
        catch (DomainException)
        {
            return null;
        }
    }
}
