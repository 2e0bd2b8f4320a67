using System.Globalization;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Notes;

/// <summary>The head of a log at one size (C2SP tlog-checkpoint): what a signed note says about it.</summary>
/// <param name="Origin">Which log: a name without white space, such as <c>proofs.example/tenant/acme</c>.</param>
/// <param name="Size">Its leaves.</param>
/// <param name="Root">Its root.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>The note's text: three lines.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root.ToBase64()}\n";

    /// <summary>The signed note. Sequence first, then sign: two signed roots of one size are proof of a forked log.</summary>
    /// <param name="key">The log's key; it signs under the origin's name.</param>
    /// <exception cref="DomainException">ORC-PROOF-005: the origin is no name.</exception>
    public SignedNote Sign(SigningKey key) => SignedNote.IsName(Origin)
        ? new SignedNote(Text, [key.SignNote(Origin, Text)])
        : throw new DomainException("ORC-PROOF-005", $"'{Origin}' is no origin of a log: it must not be empty or hold white space or a plus sign.");

    /// <summary>Reads a note's text. Extension lines are refused: this software's logs have none.</summary>
    /// <returns>Null when it is not a checkpoint.</returns>
    public static Checkpoint? Read(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, ""] || !SignedNote.IsName(origin))
            return null;
        return IsWhole(size)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            && Digest.TryFromBase64(Encoding.UTF8.GetBytes(root), out var digest)
            ? new Checkpoint(origin, leaves, digest)
            : null;
    }

    // Without leading zeros, so that one number has one text.
    internal static bool IsWhole(string digits) =>
        digits.Length is > 0 and < 20 && digits.All(char.IsAsciiDigit) && (digits[0] != '0' || digits.Length == 1);
}
