using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// A pack before its signature: events with their salts and commitments, the tree over them, the manifest. Sign
/// <see cref="Payload"/>, then <see cref="Seal"/>.
/// </summary>
public sealed class PackDraft : IDisposable
{
    readonly ByteBuffer file;
    readonly int eventsEnd;

    PackDraft(ByteBuffer file, Manifest manifest)
    {
        this.file = file;
        eventsEnd = file.Length;
        Manifest = manifest;
        Payload = manifest.ToBytes();
    }

    /// <summary>What will be signed, as values.</summary>
    public Manifest Manifest { get; }

    /// <summary>What will be signed (with <see cref="PackFormat.ManifestType"/>), and entered in the log.</summary>
    public byte[] Payload { get; }

    /// <summary>The pack's leaf hash in the log.</summary>
    public Digest LogLeaf => MerkleHash.Leaf(Payload);

    /// <summary>Makes a draft: sorts events by time, then id; folds identical ones; commits to every field.</summary>
    /// <param name="header">What the manifest says besides.</param>
    /// <param name="events">1 to <see cref="PackFormat.MostEvents"/>, in any order.</param>
    /// <param name="salts">Fills salts.</param>
    /// <exception cref="DomainException">ORC-PROOF-006: the header or the number of events. 007: an id or a body. 008: two
    /// events have one id and different content. ORC-JSON-…: a body is no clean JSON.</exception>
    public static PackDraft Build(PackHeader header, IReadOnlyList<PackEvent> events, SaltSource salts)
    {
        using var writer = new EventWriter(salts);
        var order = EventOrder.Of(events, writer);
        var file = new ByteBuffer(Estimate(events));
        try
        {
            var tree = new MerkleFrontier();
            file.Write("{\"events\":["u8);
            foreach (var at in order)
            {
                if (tree.Count > 0)
                    file.Write((byte)',');
                tree.Append(writer.Write(events[at], file));
            }

            file.Write((byte)']');
            var manifest = new Manifest(header, order.Length, events[order[0]].Time, events[order[^1]].Time, tree.Root());
            return new PackDraft(file, manifest);
        }
        catch (DomainException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The pack file.</summary>
    /// <param name="signature">The envelope over <see cref="Payload"/>.</param>
    /// <param name="logProof">The text of the <c>.tlog-proof</c>, to have one file that proves everything; null to keep it
    /// beside the pack, or to add it later with <see cref="PackFile.WithLogProof"/>.</param>
    /// <returns>Valid until this draft is disposed or sealed again.</returns>
    /// <exception cref="DomainException">ORC-PROOF-009: the envelope is about something else.</exception>
    public ReadOnlyMemory<byte> Seal(Envelope signature, string? logProof = null)
    {
        if (signature.PayloadType != PackFormat.ManifestType || !signature.Payload.AsSpan().SequenceEqual(Payload))
            throw new DomainException("ORC-PROOF-009", "The envelope does not hold this pack's manifest.");
        file.Truncate(eventsEnd);
        PackFile.WriteTail(file, signature, logProof, redaction: null);
        return file.WrittenMemory;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => file.Dispose();

    // Salts and structure take about as much again as small bodies do.
    static int Estimate(IReadOnlyList<PackEvent> events)
    {
        long bytes = 1024;
        for (var at = 0; at < events.Count; at++)
            bytes += (2L * events[at].Body.Length) + 256;
        return (int)Math.Min(bytes, 1 << 29);
    }
}
