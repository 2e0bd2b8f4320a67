using System.Runtime.InteropServices;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Tests.Merkle;

/// <summary>A log in memory that keeps its tiles only, as one on a store does.</summary>
sealed class TiledLog
{
    public MerkleFrontier Frontier { get; } = new();

    public Dictionary<TileId, List<Digest>> Tiles { get; } = [];

    public void Append(Digest leaf) => Frontier.Append(leaf, (node, hash) =>
    {
        if (!TileId.Stores(node, out var tile, out var slot))
            return;
        if (!Tiles.TryGetValue(tile, out var hashes))
            Tiles[tile] = hashes = [];
        Assert.Equal(slot, hashes.Count);
        hashes.Add(hash);
    });

    public Digest HashOf(TreeNode node)
    {
        var tile = TileId.Of(node);
        return tile.HashOf(CollectionsMarshal.AsSpan(Tiles[tile]), node);
    }
}
