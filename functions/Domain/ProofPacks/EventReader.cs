using System.Buffers.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// Reads events as packs hold them, and computes their leaves again. Invariant: the document is in canonical form, so the bytes
/// of a value in the file are its canonical bytes.
/// </summary>
sealed class EventReader : IDisposable
{
    readonly ByteBuffer leaf = new(2048);
    readonly ByteBuffer opening = new(512);

    /// <summary>Fields that are shown, so far.</summary>
    public long Shown { get; private set; }

    /// <summary>Fields with nothing in their place, so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>Fields with a mask or a pseudonym in their place, so far.</summary>
    public long Replaced { get; private set; }

    /// <summary>The commitment of a shown field.</summary>
    public static Digest Commitment(CanonicalMember field)
    {
        using var opening = new ByteBuffer(256);
        return Commitment(field, opening);
    }

    /// <summary>Reads an event and computes its leaf.</summary>
    /// <param name="json">The event.</param>
    /// <param name="e">What it says.</param>
    /// <returns>Null when it is well formed; otherwise what is wrong.</returns>
    public string? Read(CanonicalValue json, out ReadEvent e)
    {
        e = default;
        if (!json.TryGet("fields"u8, out var fields) || fields.Kind != JsonKind.Object
            || !json.TryGet("id"u8, out var id) || id.Kind != JsonKind.String || id.Text.Length is 0 or > 256
            || !json.TryGet("time"u8, out var time) || !PackTime.TryRead(time.Text, out var at) || PackTime.Text(at) != time.Text)
            return "it does not have fields, an id and a time in their form";
        var (index, proof) = (-1L, default(CanonicalValue?));
        if (json.Count == 5)
        {
            if (!json.TryGet("index"u8, out var number) || !number.TryGetWhole(out index) || index is < 0 or >= PackFormat.MostEvents
                || !json.TryGet("proof"u8, out var hashes) || hashes.Kind != JsonKind.Array || hashes.Count > 63)
                return "it does not have an index and a proof in their form";
            proof = hashes;
        }
        else if (json.Count != 3)
        {
            return "it has members that are not of an event";
        }

        leaf.Clear();
        leaf.Write("\0{\"fields\":{"u8);
        var first = true;
        foreach (var field in fields.Members)
        {
            if (!first)
                leaf.Write((byte)',');
            first = false;
            if (!FieldPointer.IsOne(field.Name))
                return $"'{field.NameText}' is no pointer to a field";
            if (!TryEntry(field))
                return $"the field {field.NameText} is neither shown nor withheld in its form";
        }

        leaf.Write("},\"id\":"u8);
        leaf.Write(id.Raw);
        leaf.Write(",\"time\":"u8);
        leaf.Write(time.Raw);
        leaf.Write((byte)'}');
        e = new ReadEvent(id.Text, at, MerkleHash.PrefixedLeaf(leaf.Written), index, proof);
        return null;
    }

    public void Dispose()
    {
        leaf.Dispose();
        opening.Dispose();
    }

    static Digest Commitment(CanonicalMember field, ByteBuffer opening)
    {
        // ["salt",value] becomes ["salt","pointer",value].
        var shown = field.Value.Raw;
        const int saltEnd = 2 + PackFormat.SaltText + 2;
        opening.Clear();
        opening.Write(shown[..saltEnd]);
        JsonText.Write(field.Name, opening);
        opening.Write((byte)',');
        opening.Write(shown[saltEnd..]);
        return Digest.Of(opening.Written);
    }

    static bool IsShown(CanonicalValue entry)
    {
        if (entry.Count != 2)
            return false;
        var items = entry.Items;
        items.MoveNext();
        var salt = items.Current;
        items.MoveNext();
        Span<byte> bytes = stackalloc byte[PackFormat.SaltBytes];
        return salt.Kind == JsonKind.String && salt.Utf8.Length == PackFormat.SaltText
            && StrictBase64.TryDecodeUrl(salt.Utf8, bytes, out var length) && length == PackFormat.SaltBytes
            && !(items.Current.Kind == JsonKind.Object && items.Current.Count > 0);
    }

    bool TryEntry(CanonicalMember field)
    {
        Digest commitment;
        if (field.Value.Kind == JsonKind.Array)
        {
            if (!IsShown(field.Value))
                return false;
            commitment = Commitment(field, opening);
            Shown++;
        }
        else if (!TryWithheld(field.Value, out commitment))
        {
            return false;
        }

        JsonText.Write(field.Name, leaf);
        leaf.Write(":\""u8);
        Base64Url.EncodeToUtf8(commitment.Bytes, leaf.GetSpan(PackFormat.DigestText));
        leaf.Advance(PackFormat.DigestText);
        leaf.Write((byte)'"');
        return true;
    }

    bool TryWithheld(CanonicalValue entry, out Digest commitment)
    {
        commitment = default;
        if (!entry.TryGet("commitment"u8, out var text) || text.Kind != JsonKind.String || !Digest.TryFromBase64Url(text.Utf8, out commitment))
            return false;
        if (entry.Count == 1)
        {
            Dropped++;
            return true;
        }

        Replaced++;
        return entry.Count == 2
            && ((entry.TryGet("mask"u8, out var mask) && mask.Kind == JsonKind.String)
                || (entry.TryGet("pseudonym"u8, out var pseudonym) && pseudonym.Kind == JsonKind.String
                    && Digest.TryFromBase64Url(pseudonym.Utf8, out _)));
    }

    /// <summary>An event as a pack says it.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Time">Its time.</param>
    /// <param name="Leaf">Its leaf hash, computed.</param>
    /// <param name="Index">Its index, in an excerpt; -1 otherwise.</param>
    /// <param name="Proof">Its inclusion proof as JSON, in an excerpt.</param>
    internal readonly record struct ReadEvent(string Id, DateTimeOffset Time, Digest Leaf, long Index, CanonicalValue? Proof);
}
