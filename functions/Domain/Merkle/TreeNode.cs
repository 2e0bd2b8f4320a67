namespace Orchestrations.Domain.Merkle;

/// <summary>A full subtree: the leaves from <c>Index · 2^Level</c> on, <c>2^Level</c> of them. Its hash never changes again.</summary>
/// <param name="Level">0 for a leaf.</param>
/// <param name="Index">Counted from 0 within its level.</param>
public readonly record struct TreeNode(int Level, long Index)
{
    /// <summary>The full subtrees that make up a range of leaves, from left to right.</summary>
    /// <param name="begin">The first leaf; a multiple of a power of two that is not smaller than the range.</param>
    /// <param name="end">The leaf after the last.</param>
    internal static IEnumerable<TreeNode> Cover(long begin, long end)
    {
        while (begin < end)
        {
            var level = System.Numerics.BitOperations.Log2((ulong)(end - begin));
            yield return new TreeNode(level, begin >> level);
            begin += 1L << level;
        }
    }
}
