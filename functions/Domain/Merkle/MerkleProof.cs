namespace Orchestrations.Domain.Merkle;

/// <summary>Verifies proofs, by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2.</summary>
public static class MerkleProof
{
    /// <summary>Does the proof show that a leaf is in a tree?</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="size">The tree's leaves.</param>
    /// <param name="proof">From the leaf to the root.</param>
    /// <param name="root">The tree's root.</param>
    public static bool Includes(Digest leaf, long index, long size, ReadOnlySpan<Digest> proof, Digest root)
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last) = (index, size - 1);
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                leaf = MerkleHash.Node(sibling, leaf);
                SkipMissingSiblings(ref node, ref last);
            }
            else
            {
                leaf = MerkleHash.Node(leaf, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && leaf == root;
    }

    /// <summary>Does the proof show that a tree begins with the leaves of an earlier one?</summary>
    /// <param name="from">The earlier size.</param>
    /// <param name="fromRoot">The earlier root.</param>
    /// <param name="to">The later size.</param>
    /// <param name="toRoot">The later root.</param>
    /// <param name="proof">The proof; empty between equal sizes, and from the empty tree, which every tree begins with.</param>
    public static bool IsConsistent(long from, Digest fromRoot, long to, Digest toRoot, ReadOnlySpan<Digest> proof)
    {
        if (from < 0 || to < from)
            return false;
        if (from == to)
            return proof.Length == 0 && fromRoot == toRoot;
        if (from == 0)
            return proof.Length == 0 && fromRoot == MerkleHash.Empty;
        var isFull = (from & (from - 1)) == 0;
        if (!isFull && proof.Length == 0)
            return false;

        var (node, last) = (from - 1, to - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        var earlier = isFull ? fromRoot : proof[0];
        var later = earlier;
        foreach (var sibling in isFull ? proof : proof[1..])
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                earlier = MerkleHash.Node(sibling, earlier);
                later = MerkleHash.Node(sibling, later);
                SkipMissingSiblings(ref node, ref last);
            }
            else
            {
                later = MerkleHash.Node(later, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && earlier == fromRoot && later == toRoot;
    }

    // At the right edge a node without a sibling moves up unchanged.
    static void SkipMissingSiblings(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }
}
