
namespace Orchestrations.Domain.Merkle;

/// <summary>The hashes of RFC 6962 section 2.1: leaves and inner nodes have different prefixes, so neither passes for the other.</summary>
public static class MerkleHash
{
    const byte LeafPrefix = 0;
    const byte NodePrefix = 1;
    const int OnStack = 1024;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Digest Empty { get; } = Digest.Of([]);

    /// <summary>SHA-256(0x00 ‖ data).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> data)
    {
        Span<byte> prefixed = data.Length < OnStack ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        prefixed[0] = LeafPrefix;
        data.CopyTo(prefixed[1..]);
        return Digest.Of(prefixed);
    }

    /// <summary>SHA-256 of leaf data that its caller has already put behind the prefix byte 0x00.</summary>
    /// <param name="prefixed">The byte 0x00 and the data.</param>
    internal static Digest PrefixedLeaf(ReadOnlySpan<byte> prefixed) => Digest.Of(prefixed);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Digest Node(in Digest left, in Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Digest.Size)];
        bytes[0] = NodePrefix;
        left.Bytes.CopyTo(bytes[1..]);
        right.Bytes.CopyTo(bytes[(1 + Digest.Size)..]);
        return Digest.Of(bytes);
    }
}
