using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Tests.Merkle;

/// <summary>A tree whose subtrees are all kept, with the root at each size.</summary>
sealed class SmallTree
{
    readonly Dictionary<TreeNode, Digest> hashes = [];

    public SmallTree(int size, Func<int, Digest> leaf)
    {
        var frontier = new MerkleFrontier();
        Roots.Add(frontier.Root());
        for (var at = 0; at < size; at++)
        {
            Leaves.Add(leaf(at));
            frontier.Append(Leaves[at], hashes.Add);
            Roots.Add(frontier.Root());
        }
    }

    public List<Digest> Leaves { get; } = [];

    public List<Digest> Roots { get; } = [];

    public Digest HashOf(TreeNode node) => hashes[node];
}
