using System.Buffers.Binary;

namespace Orchestrations.Domain.Notes;

/// <summary>One signature line of a signed note.</summary>
/// <param name="Name">The key's name; for a log's own signature, its origin.</param>
/// <param name="KeyId">Which key of that name.</param>
/// <param name="Signature">The signature's bytes.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    /// <summary>The line, with its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, 4);
        return $"\u2014 {Name} {Convert.ToBase64String(bytes)}\n";
    }
}
