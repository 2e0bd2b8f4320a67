using System.Globalization;
using System.Text;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Notes;

/// <summary>
/// A <c>.tlog-proof</c> (C2SP tlog-proof): where an entry stands in a log, the proof that it does, and the signed checkpoint
/// that the proof leads to. It is verified offline.
/// </summary>
/// <param name="Index">The entry's index, from 0.</param>
/// <param name="Hashes">The inclusion proof, from the leaf to the root.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record LogProof(long Index, IReadOnlyList<Digest> Hashes, SignedNote Note)
{
    const string Header = "c2sp.org/tlog-proof@v1";
    const int MostHashes = 63;

    /// <summary>The file's text.</summary>
    public override string ToString() =>
        $"{Header}\nindex {Index.ToString(CultureInfo.InvariantCulture)}\n"
        + string.Concat(Hashes.Select(hash => hash.ToBase64() + "\n")) + "\n" + Note;

    /// <summary>Reads a file. Extra data, which the format allows and no signature covers, is refused.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="problem">What is wrong, when it is none.</param>
    /// <returns>Null when it is none.</returns>
    public static LogProof? Read(ReadOnlySpan<byte> utf8, out string problem)
    {
        problem = $"it does not begin with '{Header}' and hold a checkpoint behind an empty line";
        var end = utf8.IndexOf("\n\n"u8);
        if (end < 0)
            return null;
        var lines = Encoding.UTF8.GetString(utf8[..end]).Split('\n');
        if (lines.Length < 2 || lines[0] != Header)
            return null;
        problem = "its second line is not 'index' and a number";
        const string label = "index ";
        if (!lines[1].StartsWith(label, StringComparison.Ordinal) || !Checkpoint.IsWhole(lines[1][label.Length..])
            || !long.TryParse(lines[1].AsSpan(label.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        problem = $"it has more than {MostHashes} hashes";
        if (lines.Length - 2 > MostHashes)
            return null;
        var hashes = new List<Digest>();
        foreach (var line in lines.Skip(2))
        {
            problem = $"'{line}' is not a hash in base64";
            if (!Digest.TryFromBase64(Encoding.UTF8.GetBytes(line), out var hash))
                return null;
            hashes.Add(hash);
        }

        return SignedNote.Read(utf8[(end + 2)..], out problem) is { } note ? new LogProof(index, hashes, note) : null;
    }
}
