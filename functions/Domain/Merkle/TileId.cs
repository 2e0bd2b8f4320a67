using System.Globalization;

namespace Orchestrations.Domain.Merkle;

/// <summary>
/// A tile of C2SP tlog-tiles: up to 256 hashes side by side, every eighth level of the tree. A log that stores its tiles can
/// prove anything with few reads: three tiles at a million leaves.
/// </summary>
/// <param name="Level">0 for the tiles of leaf hashes; 1 for those of subtrees of 256 leaves.</param>
/// <param name="Index">Counted from 0 within its level.</param>
public readonly record struct TileId(int Level, long Index)
{
    /// <summary>The tree's levels in a tile.</summary>
    public const int Height = 8;

    /// <summary>The most hashes in a tile.</summary>
    public const int Width = 1 << Height;

    /// <summary>The tile from which a subtree's hash is read or computed.</summary>
    public static TileId Of(TreeNode node)
    {
        var above = node.Level % Height;
        return new TileId(node.Level / Height, (node.Index << above) / Width);
    }

    /// <summary>Where a subtree's hash is stored.</summary>
    /// <param name="node">A subtree that became full: see <see cref="MerkleFrontier.Append"/>.</param>
    /// <param name="tile">Its tile.</param>
    /// <param name="slot">Its place in the tile, 0 to 255: hashes are appended to a tile in order.</param>
    /// <returns>False when the subtree is between the levels that are stored.</returns>
    public static bool Stores(TreeNode node, out TileId tile, out int slot)
    {
        tile = Of(node);
        slot = (int)(node.Index % Width);
        return node.Level % Height == 0;
    }

    /// <summary>The hash of a subtree, from its tile.</summary>
    /// <param name="hashes">The tile's hashes, so far as they are there.</param>
    /// <param name="node">A subtree of this tile.</param>
    /// <exception cref="DomainException">ORC-PROOF-003: the tile lacks hashes.</exception>
    public Digest HashOf(ReadOnlySpan<Digest> hashes, TreeNode node)
    {
        var above = node.Level % Height;
        var first = (int)((node.Index << above) % Width);
        var count = 1 << above;
        if (Of(node) != this || first + count > hashes.Length)
            throw new DomainException(
                "ORC-PROOF-003",
                $"The tile {this} with {hashes.Length} hashes does not hold the subtree {node.Index} of level {node.Level}.");
        return Fold(hashes.Slice(first, count));
    }

    /// <summary>Its path in C2SP tlog-tiles, without the width of an unfinished tile: <c>tile/0/x001/234</c>.</summary>
    public override string ToString()
    {
        var groups = new Stack<string>();
        var rest = Index;
        groups.Push((rest % 1000).ToString("D3", CultureInfo.InvariantCulture));
        while ((rest /= 1000) > 0)
            groups.Push("x" + (rest % 1000).ToString("D3", CultureInfo.InvariantCulture));
        return $"tile/{Level.ToString(CultureInfo.InvariantCulture)}/{string.Join('/', groups)}";
    }

    static Digest Fold(ReadOnlySpan<Digest> full) => full.Length == 1
        ? full[0]
        : MerkleHash.Node(Fold(full[..(full.Length / 2)]), Fold(full[(full.Length / 2)..]));
}
