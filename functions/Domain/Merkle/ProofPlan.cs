using System.Numerics;

namespace Orchestrations.Domain.Merkle;

/// <summary>
/// A proof before its hashes are known: which full subtrees to fetch, and how to make the proof of them. So a log on any
/// store can be asked for a proof with O(log n) reads.
/// </summary>
public sealed class ProofPlan
{
    readonly List<(long Begin, long End)> path = [];

    ProofPlan()
    {
    }

    /// <summary>The subtrees that the proof is made of: at most two a level.</summary>
    public IReadOnlyList<TreeNode> Nodes => [.. path.SelectMany(range => TreeNode.Cover(range.Begin, range.End))];

    /// <summary>Proves that a leaf is in a tree (RFC 9162 section 2.1.3.1).</summary>
    /// <param name="index">The leaf's, from 0.</param>
    /// <param name="size">The tree's leaves.</param>
    /// <exception cref="DomainException">ORC-PROOF-002: no such leaf in a tree of this size.</exception>
    public static ProofPlan Inclusion(long index, long size)
    {
        if (index < 0 || index >= size)
            throw new DomainException("ORC-PROOF-002", $"A tree of {size} leaves has no leaf {index}; leaves count from 0.");
        var plan = new ProofPlan();
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + Split(end - begin);
            if (index < middle)
            {
                plan.path.Add((middle, end));
                end = middle;
            }
            else
            {
                plan.path.Add((begin, middle));
                begin = middle;
            }
        }

        plan.path.Reverse();
        return plan;
    }

    /// <summary>Proves that a tree begins with the leaves of an earlier one (RFC 9162 section 2.1.4.1).</summary>
    /// <param name="from">The earlier size, 1 or more.</param>
    /// <param name="to">The later size, not less.</param>
    /// <exception cref="DomainException">ORC-PROOF-002: the sizes are not in that order.</exception>
    public static ProofPlan Consistency(long from, long to)
    {
        if (from < 1 || to < from)
            throw new DomainException("ORC-PROOF-002", $"There is no consistency proof from size {from} to size {to}: use 1 <= from <= to.");
        var plan = new ProofPlan();
        var (begin, end) = (0L, to);
        while (end > from)
        {
            var middle = begin + Split(end - begin);
            if (from <= middle)
            {
                plan.path.Add((middle, end));
                end = middle;
            }
            else
            {
                plan.path.Add((begin, middle));
                begin = middle;
            }
        }

        // The earlier tree itself is known to who asks, when it is a full subtree at the left edge.
        if (begin > 0)
            plan.path.Add((begin, end));
        plan.path.Reverse();
        return plan;
    }

    /// <summary>The proof.</summary>
    /// <param name="hashOf">The hash of each of <see cref="Nodes"/>.</param>
    public Digest[] Solve(Func<TreeNode, Digest> hashOf)
    {
        var proof = new Digest[path.Count];
        for (var at = 0; at < proof.Length; at++)
        {
            var subtrees = TreeNode.Cover(path[at].Begin, path[at].End).Reverse().Select(hashOf);
            proof[at] = subtrees.Aggregate((right, left) => MerkleHash.Node(left, right));
        }

        return proof;
    }

    // The largest power of two below the number of leaves.
    static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}
