using System.Text;
using System.Text.Json.Nodes;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Consistency files of logs before verify.html and before what the command line verifies them with.</summary>
public sealed class SecondVerifierConsistencyTests : IDisposable
{
    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [NodeFact]
    public void BothVerifiers_OverConsistencyFiles_Agree()
    {
        var cases = new List<(string Name, byte[] File, KeyList? Keys)>();
        for (var to = 1; to <= 20; to++)
            for (var from = 1; from <= to; from++)
            {
                var whole = FileOf(from, to);
                cases.Add(($"{from} to {to}", whole, issuer.Keys));
                foreach (var list in (string[])["checkpoints", "hashes"])
                    cases.Add(($"{from} to {to}, {list} turned round", Edited(whole, json => json[list] = Turned(json[list]!)), issuer.Keys));
            }

        var file = FileOf(3, 7);
        cases.Add(("without keys", file, null));
        cases.Add(("no key in the list", file, new KeyList([])));
        foreach (var at in (long[])[0, 2, 3, 6, 7, 8])
            cases.Add(($"revoked from {at}", file, new KeyList([issuer.Entry(revokedFrom: at)])));
        cases.AddRange(Mutation.Of(file).Select(one => (one.Name, one.Text, (KeyList?)issuer.Keys)));
        cases.AddRange(Mutation.Of(FileOf(8, 8)).Select(one => ("equal sizes " + one.Name, one.Text, (KeyList?)issuer.Keys)));
        for (var seed = 0; seed < 300; seed++)
            cases.Add(($"damaged by seed {seed}", Damage.Of(file, new Chance(seed)), issuer.Keys));
        foreach (var (from, to) in ((int, int)[])[(0, 5), (0, 0)])
            cases.Add(($"{from} to {to}", Json(from, to, []), issuer.Keys));

        var second = SecondVerifier.RunConsistency(cases.Select(one => (one.File, one.Keys)));
        var good = 0;
        foreach (var (one, other) in cases.Zip(second))
        {
            var mine = Summary(one.File, one.Keys);
            Assert.True(mine == other, $"{one.Name}\n  Domain: {mine}\n  page:   {other}");
            good += mine.Contains("consistency=PASS", StringComparison.Ordinal) && !mine.Contains("FAIL", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(good >= 210, $"only {good} good ones");
        Assert.True(cases.Count > 1200, $"only {cases.Count} cases");
    }

    static JsonArray Turned(JsonNode list) => new([.. list.AsArray().Reverse().Select(item => item?.DeepClone())]);

    static byte[] Edited(byte[] file, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(file)!;
        edit(json);
        return CanonicalBytes.Of(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    // What FileVerification of the command line says of such a file, without what it says across files.
    static string Summary(byte[] file, KeyList? keys)
    {
        var kind = ConsistencyProof.IsMeantBy(file) ? "" : "not one: ";
        if (ConsistencyProof.Read(file, out _) is not { } proof)
            return kind + "format=FAIL";
        var notes = new[] { proof.Earlier, proof.Later }
            .Select(note => CheckpointCheck.Run(note, Checkpoint.Read(note.Text)!, keys).Outcome)
            .Select(outcome => "format=PASS checkpoint=" + outcome.ToString().ToUpperInvariant());
        return $"{kind}{string.Join(' ', notes)} consistency={(proof.Holds() ? "PASS" : "FAIL")}";
    }

    byte[] FileOf(int from, int to)
    {
        var nodes = new Dictionary<TreeNode, Digest>();
        TreeOf(to, nodes);
        return Json(from, to, ProofPlan.Consistency(from, to).Solve(node => nodes[node]));
    }

    byte[] Json(int from, int to, Digest[] hashes)
    {
        string Head(int size) => new Checkpoint(PackSamples.Log, size, TreeOf(size, []).Root()).Sign(issuer.Key).ToString();
        using var buffer = new ByteBuffer();
        var writer = new CanonicalWriter(buffer).BeginObject()
            .Name("checkpoints").BeginArray().Text(Head(from)).Text(Head(to)).EndArray()
            .Name("format").Text(ConsistencyProof.Format).Name("from").Whole(from).Name("hashes").BeginArray();
        foreach (var hash in hashes)
            writer.Text(hash.ToBase64());
        writer.EndArray().Name("origin").Text(PackSamples.Log).Name("to").Whole(to).EndObject();
        return buffer.Written.ToArray();
    }

    static MerkleFrontier TreeOf(int size, Dictionary<TreeNode, Digest> nodes)
    {
        var tree = new MerkleFrontier();
        for (var leaf = 0; leaf < size; leaf++)
            tree.Append(MerkleHash.Leaf([(byte)leaf]), (node, hash) => nodes[node] = hash);
        return tree;
    }
}
