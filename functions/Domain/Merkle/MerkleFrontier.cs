using System.Numerics;

namespace Orchestrations.Domain.Merkle;

/// <summary>
/// The right edge of a growing tree: the hashes of its full subtrees from left to right, at most 63. All that is needed to
/// append and to know the root. Invariant: there is one hash for each bit that is set in <see cref="Count"/>.
/// </summary>
public sealed class MerkleFrontier
{
    readonly Digest[] hashes = new Digest[64];
    int used;

    /// <summary>An empty tree.</summary>
    public MerkleFrontier()
    {
    }

    /// <summary>A tree as it was left.</summary>
    /// <param name="count">Its leaves, 0 or more.</param>
    /// <param name="hashes">What <see cref="Hashes"/> was then.</param>
    /// <exception cref="DomainException">ORC-PROOF-001: the number of hashes does not fit the count.</exception>
    public MerkleFrontier(long count, IReadOnlyList<Digest> hashes)
    {
        if (count < 0 || hashes.Count != BitOperations.PopCount((ulong)count))
            throw new DomainException("ORC-PROOF-001", $"A tree of {count} leaves has another number of subtrees than {hashes.Count}.");
        Count = count;
        foreach (var hash in hashes)
            this.hashes[used++] = hash;
    }

    /// <summary>How many leaves were appended.</summary>
    public long Count { get; private set; }

    /// <summary>The hashes of the full subtrees, the largest first: what to store.</summary>
    public IReadOnlyList<Digest> Hashes => [.. hashes.AsSpan(0, used)];

    /// <summary>Appends a leaf: amortised one hash, at most one a level.</summary>
    /// <param name="leaf">The leaf's hash: see <see cref="MerkleHash.Leaf"/>.</param>
    /// <param name="completed">Is told every subtree that is now full, the leaf itself first; they never change again.</param>
    public void Append(Digest leaf, Action<TreeNode, Digest>? completed = null)
    {
        var (level, index) = (0, Count);
        completed?.Invoke(new TreeNode(0, index), leaf);
        for (; (index & 1) == 1; index >>= 1)
        {
            leaf = MerkleHash.Node(hashes[--used], leaf);
            completed?.Invoke(new TreeNode(++level, index >> 1), leaf);
        }

        hashes[used++] = leaf;
        Count++;
    }

    /// <summary>The root over all leaves so far.</summary>
    public Digest Root()
    {
        if (used == 0)
            return MerkleHash.Empty;
        var root = hashes[used - 1];
        for (var at = used - 2; at >= 0; at--)
            root = MerkleHash.Node(hashes[at], root);
        return root;
    }
}
