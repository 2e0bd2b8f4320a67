using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Tests.Merkle;

public class TileIdTests
{
    [Fact]
    public void Tiles_OfALogThatGrew_ProveEveryLeafAndEarlierSize()
    {
        const int size = 70_000; // Beyond 65,536: three levels of tiles.
        var log = new TiledLog();
        var roots = new Dictionary<long, Digest>();
        for (var at = 0; at < size; at++)
        {
            log.Append(MerkleHash.Leaf(BitConverter.GetBytes(at)));
            roots[log.Frontier.Count] = log.Frontier.Root();
        }

        var chance = new Chance(7);
        for (var round = 0; round < 300; round++)
        {
            var index = chance.Below(size);
            var until = index + 1 + chance.Below(size - index);
            Assert.True(MerkleProof.Includes(
                MerkleHash.Leaf(BitConverter.GetBytes(index)), index, until, ProofPlan.Inclusion(index, until).Solve(log.HashOf), roots[until]));
            Assert.True(MerkleProof.IsConsistent(
                index + 1, roots[index + 1], until, roots[until], ProofPlan.Consistency(index + 1, until).Solve(log.HashOf)));
        }

        Assert.Equal(274, log.Tiles.Keys.Count(tile => tile.Level == 0));
        Assert.Equal(2, log.Tiles.Keys.Count(tile => tile.Level == 1));
        Assert.Equal(new TileId(2, 0), Assert.Single(log.Tiles.Keys, tile => tile.Level == 2));
    }

    [Fact]
    public void Frontier_StoredAndReadBack_GoesOnAsItWas()
    {
        var (whole, first) = (new MerkleFrontier(), new MerkleFrontier());
        for (var at = 0; at < 100; at++)
        {
            whole.Append(MerkleHash.Leaf([(byte)at]));
            first.Append(MerkleHash.Leaf([(byte)at]));
            first = new MerkleFrontier(first.Count, first.Hashes);
            Assert.Equal(whole.Root(), first.Root());
        }

        Assert.Equal("ORC-PROOF-001", Assert.Throws<DomainException>(() => new MerkleFrontier(4, first.Hashes)).Code);
    }

    [Fact]
    public void Tile_LackingHashes_IsRefused() => Assert.Equal(
        "ORC-PROOF-003", Assert.Throws<DomainException>(() => new TileId(0, 0).HashOf(new Digest[3], new TreeNode(2, 0))).Code);

    [Theory]
    [InlineData(0, 5, "tile/0/005")]
    [InlineData(1, 1234067, "tile/1/x001/x234/067")]
    public void Path_OfATile_IsThatOfC2sp(int level, long index, string path) => Assert.Equal(path, new TileId(level, index).ToString());
}
