using System.Buffers.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Writes a pack's events once more, with fields withheld and events left out.</summary>
/// <param name="template">What to withhold; null for nothing.</param>
/// <param name="pseudonyms">For the action hash.</param>
sealed class CopyWriter(RedactionTemplate? template, PseudonymKey? pseudonyms)
{
    /// <summary>True when something was written that no commitment proves.</summary>
    public bool NeedsStatement { get; private set; }

    /// <summary>Writes an event.</summary>
    /// <param name="e">As it stands in a pack that is well formed.</param>
    /// <param name="proof">Its index with its inclusion proof, for an excerpt; null when all events are written.</param>
    /// <param name="to">Receives it.</param>
    public void Write(CanonicalValue e, (int Index, Digest[] Hashes)? proof, ByteBuffer to)
    {
        to.Write("{\"fields\":{"u8);
        e.TryGet("fields"u8, out var fields);
        var first = true;
        foreach (var field in fields.Members)
        {
            if (!first)
                to.Write((byte)',');
            first = false;
            JsonText.Write(field.Name, to);
            to.Write((byte)':');
            if (field.Value.Kind == JsonKind.Array && template?.For(field.Name) is { } rule)
                Withhold(field, rule, to);
            else
                Keep(field.Value, to);
        }

        to.Write("},\"id\":"u8);
        Member(e, "id"u8).WriteTo(to);
        if (proof is var (index, hashes))
            WriteProof(index, hashes, to);
        to.Write(",\"time\":"u8);
        Member(e, "time"u8).WriteTo(to);
        to.Write((byte)'}');
    }

    static CanonicalValue Member(CanonicalValue e, ReadOnlySpan<byte> name)
    {
        e.TryGet(name, out var value);
        return value;
    }

    static void WriteProof(int index, Digest[] hashes, ByteBuffer to)
    {
        to.Write(",\"index\":"u8);
        new CanonicalWriter(to).Whole(index);
        to.Write(",\"proof\":"u8);
        var writer = new CanonicalWriter(to).BeginArray();
        foreach (var hash in hashes)
            writer.Text(hash.ToBase64Url());
        writer.EndArray();
    }

    void Keep(CanonicalValue entry, ByteBuffer to)
    {
        NeedsStatement |= entry.Kind == JsonKind.Object && entry.Count > 1;
        entry.WriteTo(to);
    }

    void Withhold(CanonicalMember field, RedactionRule rule, ByteBuffer to)
    {
        var items = field.Value.Items;
        items.MoveNext();
        items.MoveNext();
        var value = items.Current;
        to.Write("{\"commitment\":\""u8);
        Base64Url.EncodeToUtf8(EventReader.Commitment(field).Bytes, to.GetSpan(PackFormat.DigestText));
        to.Advance(PackFormat.DigestText);
        to.Write((byte)'"');
        switch (rule.Action)
        {
            case RedactionAction.Mask:
                NeedsStatement = true;
                to.Write(",\"mask\":"u8);
                new CanonicalWriter(to).Text(RedactionTemplate.Mask(value, rule));
                break;
            case RedactionAction.Hash:
                NeedsStatement = true;
                var key = pseudonyms ?? throw new DomainException(
                    "ORC-PROOF-012", $"The rule for {rule.Pointer} asks for pseudonyms, and there is no key for them.");
                to.Write(",\"pseudonym\":"u8);
                new CanonicalWriter(to).Text(key.Of(field.Name, value));
                break;
        }

        to.Write((byte)'}');
    }
}
