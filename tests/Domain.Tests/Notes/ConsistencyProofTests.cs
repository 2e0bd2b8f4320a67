using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Tests.Notes;

public sealed class ConsistencyProofTests : IDisposable
{
    const string Log = "proofs.example/acme";

    readonly SigningKey key;

    public ConsistencyProofTests()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = SigningKey.FromPem("k", p256.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => key.Dispose();

    [Fact]
    public void File_OfEveryTwoSizes_HoldsAndNoOtherPairDoes()
    {
        for (var from = 1; from <= 9; from++)
            for (var to = from; to <= 9; to++)
            {
                var proof = ConsistencyProof.Read(FileOf(from, to, RootOf(from), RootOf(to)), out var problem);
                Assert.True(proof?.Holds(), problem);
                var other = ConsistencyProof.Read(FileOf(from, to, RootOf(from), MerkleHash.Leaf([77])), out _);
                Assert.False(other!.Holds());
            }
    }

    [Fact]
    public void File_WithAnyByteChanged_DoesNotHoldOrIsOfOtherCheckpoints()
    {
        var good = FileOf(3, 7, RootOf(3), RootOf(7));
        var read = ConsistencyProof.Read(good, out _)!;
        for (var at = 0; at < good.Length; at++)
        {
            var changed = (byte[])good.Clone();
            changed[at] ^= 1;
            // What a byte of a signature does is for the check of the signature to find.
            if (ConsistencyProof.Read(changed, out var problem) is { } proof)
                Assert.True(!proof.Holds() || (proof.Earlier, proof.Later) != (read.Earlier, read.Later), $"byte {at}");
            else
                Assert.NotEmpty(problem);
        }
    }

    [Fact]
    public void File_NotInCanonicalForm_IsRefused()
    {
        var good = FileOf(3, 7, RootOf(3), RootOf(7));
        Assert.Null(ConsistencyProof.Read((byte[])[.. good, (byte)'\n'], out var problem));
        Assert.Contains("canonical", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"checkpoints":[]}""")]
    [InlineData("""{"checkpoints":["a","b"],"format":"orchestrations/log-consistency/1","from":1,"hashes":[],"origin":"x","to":2}""")]
    [InlineData("""{"checkpoints":[1,2],"format":"orchestrations/log-consistency/1","from":1,"hashes":[7],"origin":"x","to":2}""")]
    [InlineData("""{"checkpoints":[1,2],"format":"orchestrations/log-consistency/1","from":1.5,"hashes":[],"origin":"x","to":2}""")]
    public void Read_OfWhatIsNone_SaysWhy(string text)
    {
        Assert.Null(ConsistencyProof.Read(Encoding.UTF8.GetBytes(text), out var problem));
        Assert.NotEmpty(problem);
    }

    static Digest RootOf(int size)
    {
        var tree = new MerkleFrontier();
        for (var leaf = 0; leaf < size; leaf++)
            tree.Append(Leaf(leaf), (_, _) => { });
        return tree.Root();
    }

    static Digest Leaf(int number) => MerkleHash.Leaf([(byte)number]);

    byte[] FileOf(int from, int to, Digest fromRoot, Digest toRoot)
    {
        var nodes = new Dictionary<TreeNode, Digest>();
        var tree = new MerkleFrontier();
        for (var leaf = 0; leaf < to; leaf++)
            tree.Append(Leaf(leaf), (node, hash) => nodes[node] = hash);
        string[] notes = [new Checkpoint(Log, from, fromRoot).Sign(key).ToString(), new Checkpoint(Log, to, toRoot).Sign(key).ToString()];
        var hashes = ProofPlan.Consistency(from, to).Solve(node => nodes[node]).Select(hash => hash.ToBase64());
        return CanonicalBytes.Of(JsonSerializer.SerializeToUtf8Bytes(
            new { checkpoints = notes, format = ConsistencyProof.Format, from, hashes, origin = Log, to }));
    }
}
