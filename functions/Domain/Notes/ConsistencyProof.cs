using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Notes;

/// <summary>
/// Two signed checkpoints of one log and the proof that the later one begins with all of the earlier (RFC 9162 section 2.1.4), in one
/// file: an auditor needs nothing else to see that the log only grew. The file is JSON, described in docs/reference/proof-pack.md.
/// </summary>
/// <param name="Earlier">The signed checkpoint of the earlier size.</param>
/// <param name="Later">The signed checkpoint of the later size.</param>
/// <param name="Hashes">The proof.</param>
public sealed record ConsistencyProof(SignedNote Earlier, SignedNote Later, IReadOnlyList<Digest> Hashes)
{
    /// <summary>The format's name and version.</summary>
    public const string Format = "orchestrations/log-consistency/1";

    const int MostHashes = 126;

    /// <summary>Is a file meant to be one? It may be damaged all the same. In canonical form, no pack begins so.</summary>
    public static bool IsMeantBy(ReadOnlySpan<byte> utf8) => utf8.StartsWith("{\"checkpoints\":"u8);

    /// <summary>Reads a file. What it says twice, the origin and the sizes, must be what its checkpoints say.</summary>
    /// <param name="utf8">JSON, in canonical form or not.</param>
    /// <param name="problem">What is wrong, when it is none.</param>
    /// <returns>Null when it is none.</returns>
    public static ConsistencyProof? Read(ReadOnlyMemory<byte> utf8, out string problem)
    {
        try
        {
            using var document = CanonicalDocument.Parse(utf8);
            problem = "the bytes are not in canonical form: the file was changed or written by another program";
            return document.IsCanonical ? Read(document.Root, out problem) : null;
        }
        catch (DomainException refused)
        {
            problem = refused.Message;
            return null;
        }
    }

    /// <summary>
    /// Does the proof lead from the earlier root to the later one? It says nothing about the signatures.
    /// </summary>
    public bool Holds() =>
        Checkpoint.Read(Earlier.Text) is { } from && Checkpoint.Read(Later.Text) is { } to && from.Origin == to.Origin
        && MerkleProof.IsConsistent(from.Size, from.Root, to.Size, to.Root, [.. Hashes]);

    static ConsistencyProof? Read(CanonicalValue root, out string problem)
    {
        problem = $"it is not an object with the members checkpoints, format ('{Format}'), from, hashes, origin and to";
        if (root.Count != 6 || !root.TryGet("format"u8, out var format) || format.Text != Format
            || !root.TryGet("origin"u8, out var origin) || origin.Kind != JsonKind.String
            || !root.TryGet("from"u8, out var from) || !from.TryGetWhole(out var fromSize)
            || !root.TryGet("to"u8, out var to) || !to.TryGetWhole(out var toSize)
            || !root.TryGet("hashes"u8, out var list) || list.Kind != JsonKind.Array
            || !root.TryGet("checkpoints"u8, out var notes) || notes.Kind != JsonKind.Array || notes.Count != 2)
            return null;
        problem = $"it has more than {MostHashes} hashes";
        if (list.Count > MostHashes)
            return null;
        var hashes = new List<Digest>();
        foreach (var item in list.Items)
        {
            problem = $"its hash number {hashes.Count + 1} is not one in base64";
            if (item.Kind != JsonKind.String || !Digest.TryFromBase64(item.Utf8, out var hash))
                return null;
            hashes.Add(hash);
        }

        var read = new List<SignedNote>();
        foreach (var item in notes.Items)
        {
            var size = read.Count == 0 ? fromSize : toSize;
            problem = $"its checkpoint number {read.Count + 1} cannot be read";
            if (item.Kind != JsonKind.String || SignedNote.Read(item.Utf8, out var why) is not { } note)
                return null;
            problem = $"its checkpoint number {read.Count + 1} is not of the log '{origin.Text}' at size {size}";
            if (Checkpoint.Read(note.Text) is not { } head || head.Origin != origin.Text || head.Size != size)
                return null;
            read.Add(note);
        }

        problem = "";
        return new ConsistencyProof(read[0], read[1], hashes);
    }
}
