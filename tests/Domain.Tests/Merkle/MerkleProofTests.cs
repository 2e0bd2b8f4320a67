using System.Text.Json;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Tests.Merkle;

public class MerkleProofTests
{
    [ProofVectorsFact]
    public void Roots_OfThePublishedLeaves_AreThePublishedOnes()
    {
        var vectors = ProofVectors.Of("rfc6962");
        var roots = Hashes(vectors.GetProperty("roots"));
        var tree = new MerkleFrontier();
        Assert.Equal(roots[0], tree.Root());
        foreach (var leaf in vectors.GetProperty("leaves_hex").EnumerateArray())
        {
            tree.Append(MerkleHash.Leaf(Convert.FromHexString(leaf.GetString()!)));
            Assert.Equal(roots[(int)tree.Count], tree.Root());
        }
    }

    [ProofVectorsFact]
    public void Inclusion_PublishedProofs_VerifyAndNoMutationDoes()
    {
        var leaves = PublishedTree();
        var proofs = ProofVectors.Of("rfc6962").GetProperty("inclusion").EnumerateArray().ToList();
        Assert.Equal(36, proofs.Count);
        foreach (var vector in proofs)
        {
            var (size, index) = (vector.GetProperty("size").GetInt64(), vector.GetProperty("index").GetInt64());
            var (leaf, root) = (Hash(vector.GetProperty("leaf_hash")), Hash(vector.GetProperty("root")));
            var proof = Hashes(vector.GetProperty("proof"));
            Assert.Equal(proof, ProofPlan.Inclusion(index, size).Solve(leaves.HashOf));
            Assert.True(MerkleProof.Includes(leaf, index, size, proof, root));

            foreach (var mutated in Mutations.Of(proof))
                Assert.False(MerkleProof.Includes(leaf, index, size, mutated, root));
            foreach (var changed in Mutations.Flips(leaf))
                Assert.False(MerkleProof.Includes(changed, index, size, proof, root));
            foreach (var changed in Mutations.Flips(root))
                Assert.False(MerkleProof.Includes(leaf, index, size, proof, changed));
            for (var other = -2L; other < size + 3; other++)
                Assert.Equal(other == index, MerkleProof.Includes(leaf, other, size, proof, root));
            Assert.False(MerkleProof.Includes(leaf, index, 0, proof, root));
            Assert.False(MerkleProof.Includes(leaf, index, -1, proof, root));
            Assert.False(MerkleProof.Includes(leaf, index + size, size, proof, root));
        }
    }

    [ProofVectorsFact]
    public void Consistency_PublishedProofs_VerifyAndNoMutationDoes()
    {
        var leaves = PublishedTree();
        var proofs = ProofVectors.Of("rfc6962").GetProperty("consistency").EnumerateArray().ToList();
        Assert.Equal(36, proofs.Count);
        foreach (var vector in proofs)
        {
            var names = vector.EnumerateObject().Select(member => member.Name).ToList();
            var (from, to) = (vector.GetProperty(names[0]).GetInt64(), vector.GetProperty(names[1]).GetInt64());
            var (fromRoot, toRoot) = (leaves.Roots[(int)from], leaves.Roots[(int)to]);
            var proof = Hashes(vector.GetProperty("proof"));
            Assert.Equal(proof, ProofPlan.Consistency(from, to).Solve(leaves.HashOf));
            Assert.True(MerkleProof.IsConsistent(from, fromRoot, to, toRoot, proof));

            foreach (var mutated in Mutations.Of(proof))
                Assert.False(MerkleProof.IsConsistent(from, fromRoot, to, toRoot, mutated));
            foreach (var changed in Mutations.Flips(fromRoot))
                Assert.False(MerkleProof.IsConsistent(from, changed, to, toRoot, proof));
            foreach (var changed in Mutations.Flips(toRoot))
                Assert.False(MerkleProof.IsConsistent(from, fromRoot, to, changed, proof));
            Assert.False(MerkleProof.IsConsistent(-1, fromRoot, to, toRoot, proof));
            Assert.False(from != to && MerkleProof.IsConsistent(to, toRoot, from, fromRoot, proof));
        }
    }

    [Fact]
    public void Proofs_OfEveryPairUpToSeventy_Verify()
    {
        var leaves = new SmallTree(70, at => MerkleHash.Leaf([(byte)at]));
        for (var size = 1; size <= 70; size++)
            for (var other = 0; other < size; other++)
            {
                var included = ProofPlan.Inclusion(other, size).Solve(leaves.HashOf);
                Assert.True(MerkleProof.Includes(leaves.Leaves[other], other, size, included, leaves.Roots[size]));
                var consistent = ProofPlan.Consistency(other + 1, size).Solve(leaves.HashOf);
                Assert.True(MerkleProof.IsConsistent(other + 1, leaves.Roots[other + 1], size, leaves.Roots[size], consistent));
                if (other + 1 != size)
                    Assert.False(MerkleProof.IsConsistent(other + 1, leaves.Roots[other], size, leaves.Roots[size], consistent));
            }
    }

    [Fact]
    public void Consistency_FromTheEmptyTree_NeedsItsRoot()
    {
        var root = MerkleHash.Leaf([1]);
        Assert.True(MerkleProof.IsConsistent(0, MerkleHash.Empty, 1, root, []));
        Assert.False(MerkleProof.IsConsistent(0, root, 1, root, []));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    public void Inclusion_OfALeafThatIsNotThere_IsRefused(long index, long size) =>
        Assert.Equal("ORC-PROOF-002", Assert.Throws<DomainException>(() => ProofPlan.Inclusion(index, size)).Code);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    public void Consistency_OfSizesOutOfOrder_IsRefused(long from, long to) =>
        Assert.Equal("ORC-PROOF-002", Assert.Throws<DomainException>(() => ProofPlan.Consistency(from, to)).Code);

    static SmallTree PublishedTree()
    {
        var data = ProofVectors.Of("rfc6962").GetProperty("leaves_hex").EnumerateArray()
            .Select(leaf => MerkleHash.Leaf(Convert.FromHexString(leaf.GetString()!))).ToList();
        return new SmallTree(data.Count, at => data[at]);
    }

    static Digest Hash(JsonElement hex) => new(Convert.FromHexString(hex.GetString()!));

    static Digest[] Hashes(JsonElement list) => [.. list.EnumerateArray().Select(Hash)];
}
