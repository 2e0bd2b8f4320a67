using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>A log of a million leaves that keeps its tiles, as one on a store does, here in memory.</summary>
static class LogSpeed
{
    const int Leaves = 1_000_000;

    static readonly Dictionary<TileId, List<Digest>> tiles = [];

    public static void Measure()
    {
        var log = new MerkleFrontier();
        var before = Environment.CpuUsage.TotalTime;
        while (log.Count < Leaves)
            log.Append(Leaf(log.Count), Keep);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Line.Print("log: a million leaves appended", Leaves / seconds, "a second", $"{tiles.Count:n0} tiles");
        Line.Print("log: one more leaf with its new root, at a million", Timed.Best(
            () =>
            {
                log.Append(Leaf(log.Count), Keep);
                log.Root();
            }, 1000) * 1e6, "us");

        var size = log.Count;
        var (root, index) = (log.Root(), 0L);
        Line.Print("log: inclusion proof at a million", Timed.Best(
            () => ProofPlan.Inclusion(index = (index + 7_919) % size, size).Solve(HashOf), 1000) * 1e6, "us");
        Line.Print("log: consistency proof at a million", Timed.Best(
            () => ProofPlan.Consistency((index = (index + 7_919) % size) + 1, size).Solve(HashOf), 1000) * 1e6, "us");
        var proof = ProofPlan.Inclusion(123_456, size).Solve(HashOf);
        Line.Print("log: inclusion proof verified", Timed.Best(
            () => Check(MerkleProof.Includes(Leaf(123_456), 123_456, size, proof, root)), 1000) * 1e6, "us", $"{proof.Length} hashes");
    }

    static Digest Leaf(long number)
    {
        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(data, number);
        return MerkleHash.Leaf(data);
    }

    static void Keep(TreeNode node, Digest hash)
    {
        if (!TileId.Stores(node, out var tile, out _))
            return;
        if (!tiles.TryGetValue(tile, out var hashes))
            tiles[tile] = hashes = new List<Digest>(TileId.Width);
        hashes.Add(hash);
    }

    static Digest HashOf(TreeNode node)
    {
        var tile = TileId.Of(node);
        return tile.HashOf(CollectionsMarshal.AsSpan(tiles[tile]), node);
    }

    static void Check(bool right)
    {
        if (!right)
            throw new InvalidOperationException("A proof of the benchmark's own log does not verify.");
    }
}
