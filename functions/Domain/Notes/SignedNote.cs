using System.Buffers.Binary;
using System.Text;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Notes;

/// <summary>A text with signatures (C2SP signed-note). Nothing in it may be believed before a signature was verified.</summary>
/// <param name="Text">The text, which ends with a line feed.</param>
/// <param name="Signatures">At least one, at most <see cref="MostSignatures"/>.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Notes with more signatures are refused.</summary>
    public const int MostSignatures = 64;

    const int MostBytes = 1 << 20;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note.</summary>
    /// <param name="utf8">The note's bytes.</param>
    /// <param name="problem">What is wrong, when it is none.</param>
    /// <returns>Null when it is none.</returns>
    public static SignedNote? Read(ReadOnlySpan<byte> utf8, out string problem)
    {
        problem = "it is longer than a note may be";
        if (utf8.Length > MostBytes)
            return null;
        string all;
        try
        {
            all = Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            problem = "it is not valid UTF-8";
            return null;
        }

        problem = "it holds a control character";
        if (all.AsSpan().ContainsAnyInRange('\0', '\u0009') || all.AsSpan().ContainsAnyInRange('\u000b', '\u001f'))
            return null;
        problem = "it has no signatures behind an empty line";
        var end = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !all.EndsWith('\n') || end + 2 >= all.Length)
            return null;
        var signatures = new List<NoteSignature>();
        foreach (var line in all[(end + 2)..^1].Split('\n'))
        {
            problem = $"its signature line '{line}' is none";
            if (signatures.Count == MostSignatures || ReadLine(line) is not { } signature)
                return null;
            signatures.Add(signature);
        }

        problem = "";
        return new SignedNote(all[..(end + 1)], signatures);
    }

    /// <summary>The note as it is stored.</summary>
    public override string ToString() => Text + "\n" + string.Concat(Signatures);

    /// <summary>Is this a name that a key or a log may have: not empty, no white space, no plus sign?</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c is '+' or < ' ');

    static NoteSignature? ReadLine(string line)
    {
        var parts = line.Split(' ');
        if (parts is not ["\u2014", var name, var text] || !IsName(name))
            return null;
        return StrictBase64.Decode(Encoding.UTF8.GetBytes(text)) is { Length: > 4 } bytes
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..])
            : null;
    }
}
