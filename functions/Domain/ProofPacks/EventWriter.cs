using System.Buffers.Text;
using System.Text.Unicode;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// Writes events as packs hold them and computes their leaves. One event after another on the same memory: the cost is that of
/// the hashes, and of little else.
/// </summary>
/// <remarks>
/// A field's commitment is SHA-256 of the canonical JSON <c>[salt, pointer, value]</c>, as in SD-JWT (RFC 9901). An event's
/// leaf is the canonical JSON <c>{"fields":{pointer: commitment, …},"id":…,"time":…}</c>, so that it can be computed as well
/// from commitments whose values were withheld.
/// </remarks>
sealed class EventWriter(SaltSource source) : IDisposable
{
    const int SaltsAtOnce = 256;
    const int SaltEnd = 2 + PackFormat.SaltText + 2; // ["salt",

    readonly CanonicalDocument body = CanonicalDocument.Parse("{}"u8.ToArray());
    readonly EventFields fields = new();
    readonly ByteBuffer opening = new(512);
    readonly ByteBuffer leaf = new(2048);
    readonly byte[] salts = new byte[SaltsAtOnce * PackFormat.SaltBytes];
    int saltsUsed = SaltsAtOnce;

    /// <summary>Appends an event.</summary>
    /// <param name="e">The event.</param>
    /// <param name="to">The pack's events.</param>
    /// <returns>Its leaf hash.</returns>
    public Digest Write(in PackEvent e, ByteBuffer to)
    {
        LoadBody(e);
        fields.Load(body.Root);
        leaf.Clear();
        leaf.Write("\0{\"fields\":{"u8); // The prefix of a leaf stands before it from the start: it is hashed where it lies.
        to.Write("{\"fields\":{"u8);
        var first = true;
        foreach (ref readonly var field in fields.All)
        {
            if (!first)
            {
                leaf.Write((byte)',');
                to.Write((byte)',');
            }

            first = false;
            WriteField(field, to);
        }

        var tail = leaf.Length;
        leaf.Write("},\"id\":"u8);
        WriteId(e.Id);
        leaf.Write(",\"time\":\""u8);
        PackTime.Write(e.Time, leaf.GetSpan(PackTime.Length));
        leaf.Advance(PackTime.Length);
        leaf.Write("\"}"u8);
        to.Write(leaf.Written[tail..]);
        return MerkleHash.PrefixedLeaf(leaf.Written);
    }

    /// <summary>The canonical form of an event's body.</summary>
    public byte[] Canonical(in PackEvent e)
    {
        LoadBody(e);
        return body.Root.ToCanonicalBytes();
    }

    public void Dispose()
    {
        body.Dispose();
        fields.Dispose();
        opening.Dispose();
        leaf.Dispose();
    }

    void LoadBody(in PackEvent e)
    {
        try
        {
            body.Load(e.Body);
        }
        catch (DomainException refused)
        {
            throw new DomainException(refused.Code, $"The body of the event '{e.Id}': {refused.Message}");
        }

        if (body.Root.Kind != JsonKind.Object)
            throw new DomainException("ORC-PROOF-007", $"The body of the event '{e.Id}' is not a JSON object.");
    }

    void WriteField(in EventFields.Field field, ByteBuffer to)
    {
        // ["salt","pointer",value]
        opening.Clear();
        var salt = opening.GetSpan(SaltEnd);
        "[\""u8.CopyTo(salt);
        Base64Url.EncodeToUtf8(NextSalt(), salt[2..]);
        "\","u8.CopyTo(salt[(2 + PackFormat.SaltText)..]);
        opening.Advance(SaltEnd);
        JsonText.Write(fields.Pointer(field), opening);
        var pointerEnd = opening.Length;
        opening.Write((byte)',');
        field.Value.WriteTo(opening);
        opening.Write((byte)']');
        var commitment = Digest.Of(opening.Written);
        var pointer = opening.Written[SaltEnd..pointerEnd];
        var value = opening.Written[(pointerEnd + 1)..];

        // "pointer":["salt",value]
        var length = pointer.Length + 1 + SaltEnd + value.Length;
        var shown = to.GetSpan(length);
        pointer.CopyTo(shown);
        shown[pointer.Length] = (byte)':';
        opening.Written[..SaltEnd].CopyTo(shown[(pointer.Length + 1)..]);
        value.CopyTo(shown[(pointer.Length + 1 + SaltEnd)..]);
        to.Advance(length);

        // "pointer":"commitment"
        length = pointer.Length + 2 + PackFormat.DigestText + 1;
        var committed = leaf.GetSpan(length);
        pointer.CopyTo(committed);
        ":\""u8.CopyTo(committed[pointer.Length..]);
        Base64Url.EncodeToUtf8(commitment.Bytes, committed[(pointer.Length + 2)..]);
        committed[length - 1] = (byte)'"';
        leaf.Advance(length);
    }

    ReadOnlySpan<byte> NextSalt()
    {
        if (saltsUsed == SaltsAtOnce)
        {
            source(salts);
            saltsUsed = 0;
        }

        return salts.AsSpan(saltsUsed++ * PackFormat.SaltBytes, PackFormat.SaltBytes);
    }

    void WriteId(string id)
    {
        const int longest = 256;
        Span<byte> utf8 = stackalloc byte[longest * 3];
        if (id is not { Length: > 0 and <= longest }
            || Utf8.FromUtf16(id, utf8, out _, out var length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            throw new DomainException("ORC-PROOF-007", $"The id of an event must have 1 to {longest} characters of clean Unicode.");
        JsonText.Write(utf8[..length], leaf);
    }
}
