using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// A copy of a pack with fields withheld, or with some of its events, before the issuer's statement about it. Commitments
/// prove what is shown; masks and pseudonyms no commitment proves, so the issuer signs a statement over the copy's events.
/// </summary>
public sealed class PackCopy
{
    readonly PackFile pack;
    readonly byte[] events;
    readonly bool needsStatement;

    internal PackCopy(PackFile pack, byte[] events, bool needsStatement, string template, DateTimeOffset generated)
    {
        (this.pack, this.events, this.needsStatement) = (pack, events, needsStatement);
        using var buffer = new ByteBuffer();
        new CanonicalWriter(buffer)
            .BeginObject()
            .Name("events").Text(Digest.Of(events).ToBase64Url())
            .Name("format").Text(PackFormat.Redaction)
            .Name("generated").Text(PackTime.Text(generated))
            .Name("manifest").Text(Digest.Of(pack.Payload).ToBase64Url())
            .Name("template").Text(template)
            .EndObject();
        Payload = buffer.Written.ToArray();
    }

    /// <summary>The issuer's statement, to be signed with <see cref="PackFormat.RedactionType"/>.</summary>
    public byte[] Payload { get; }

    /// <summary>The copy's file with the statement.</summary>
    /// <param name="signature">The envelope over <see cref="Payload"/>.</param>
    /// <exception cref="DomainException">ORC-PROOF-009: the envelope is about something else.</exception>
    public byte[] Seal(Envelope signature) =>
        signature.PayloadType == PackFormat.RedactionType && signature.Payload.AsSpan().SequenceEqual(Payload)
            ? pack.Assemble(events, pack.LogProof, signature)
            : throw new DomainException("ORC-PROOF-009", "The envelope does not hold the statement about this copy.");

    /// <summary>The copy's file without a statement: any holder of a pack can make one that only drops fields or events.</summary>
    /// <exception cref="DomainException">ORC-PROOF-013: the copy shows masks or pseudonyms.</exception>
    public byte[] WithoutStatement() => needsStatement
        ? throw new DomainException(
            "ORC-PROOF-013", "Masks and pseudonyms are proved by nothing but the issuer's statement; seal the copy, or drop the fields.")
        : pack.Assemble(events, pack.LogProof, statement: null);
}
