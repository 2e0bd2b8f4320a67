using System.Text;
using System.Text.Json.Nodes;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Forgeries that keep to the form, before both verifiers: no place of a pack may be changed, and none is judged in two ways.</summary>
public sealed class SecondVerifierForgeryTests : IDisposable
{
    static readonly RedactionTemplate template = new("t",
    [
        new RedactionRule("/plate", RedactionAction.Mask, 1), new RedactionRule("/driver/phone", RedactionAction.Hash),
        new RedactionRule("/legs", RedactionAction.Drop),
    ]);

    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [NodeFact]
    public void Pack_ChangedInAnyPlace_IsRefutedByBoth()
    {
        var whole = issuer.Pack(2);
        var cases = new List<VerifierCase>();
        foreach (var (kind, pack) in ((string, byte[])[])[
            ("whole", whole), ("redacted", issuer.Copy(whole, template)), ("excerpt", issuer.Copy(issuer.Pack(5), template, 1, 3))])
            foreach (var (name, changed) in Mutation.Of(pack))
                cases.Add(new VerifierCase($"{kind}: {name}", changed, issuer.Keys));
        Assert.True(cases.Count > 2500, $"only {cases.Count} cases");
        var passing = Agreed(cases).Where(one => one.Standing is PackStanding.Verified or PackStanding.Anchored).ToList();
        // Whoever holds a pack may hand on less: without its content, or without a statement that nothing in it needs.
        Assert.All(passing, one => Assert.Matches("^(whole|redacted|excerpt): (events|redaction) left out$", one.Name));
    }

    // The issuer itself signs what is no manifest, or one of other events, and enters it in the log.
    [NodeFact]
    public void Manifest_ChangedInAnyPlaceAndSigned_IsJudgedAlike()
    {
        var pack = issuer.Pack(2);
        using var file = PackFile.Open(pack);
        var cases = new List<VerifierCase>();
        foreach (var (name, manifest) in Mutation.Of(file.Payload))
        {
            var envelope = issuer.Key.Sign(PackFormat.ManifestType, manifest);
            var json = JsonNode.Parse(pack)!.AsObject();
            json["manifest"] = JsonNode.Parse(envelope.ToBytes());
            json["log"] = PackSamples.Proof(issuer.Key, manifest, PackSamples.Log).ToString();
            cases.Add(new VerifierCase(name, CanonicalBytes.Of(Encoding.UTF8.GetBytes(json.ToJsonString())), issuer.Keys));
        }

        // What the issuer says of itself, which no events contradict.
        var passing = Agreed(cases).Where(one => one.Standing == PackStanding.Verified).Select(one => one.Name.Split(' ')[0]).ToHashSet();
        Assert.Superset(new HashSet<string> { "id", "policy", "risk/score", "subject", "tenant" }, passing);
        Assert.All(passing, place => Assert.Matches("^(generated|id|policy|previous|subject|tenant|risk)(/|$)", place));
    }

    [NodeFact]
    public void LogProof_OfHugeLogsAndOddNames_IsJudgedAlike()
    {
        var pack = PackSamples.Sealed(issuer.Key);
        using var file = PackFile.Open(pack);
        var cases = new List<VerifierCase>();
        // Sizes beyond what a double tells apart, with as many hashes as they need.
        foreach (var size in (long[])[(1L << 53) - 1, (1L << 53) + 1, (1L << 62) + 1, long.MaxValue])
            foreach (var index in (long[])[0, 1, size - 1, size, long.MaxValue])
                for (var hashes = 52; hashes <= 63; hashes++)
                    cases.Add(Proved(size, index, hashes));
        var text = PackSamples.Proof(issuer.Key, file.Payload, PackSamples.Log).ToString();
        foreach (var space in "\u0020\u0085\u00a0\u1680\u180e\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u001c\u001f\u007f+")
        {
            var witnessed = Encoding.UTF8.GetBytes($"{text}\u2014 wit{space}ness AAAAAAAAAAA=\n");
            cases.Add(new VerifierCase($"a witness with U+{(int)space:X4} in its name", pack, issuer.Keys, witnessed));
        }

        Agreed(cases);

        VerifierCase Proved(long size, long index, int hashes)
        {
            var siblings = Enumerable.Range(0, hashes).Select(at => MerkleHash.Leaf([(byte)at])).ToArray();
            var root = Rooted(MerkleHash.Leaf(file.Payload), index, size, siblings);
            var note = new Checkpoint(PackSamples.Log, size, root).Sign(issuer.Key);
            return new VerifierCase(
                $"{index} of {size} by {hashes}", pack, issuer.Keys, Encoding.UTF8.GetBytes(new LogProof(index, siblings, note).ToString()));
        }
    }

    [NodeFact]
    public void KeyList_ChangedInAnyPlace_IsReadAlike()
    {
        using var compressed = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var point = compressed.ExportParameters(false).Q;
        var spki = Convert.FromHexString("3039301306072a8648ce3d020106082a8648ce3d030107032200" + (point.Y![31] % 2 == 0 ? "02" : "03"));
        using var keys = new KeyList([issuer.Entry(7, PackSamples.Start.AddDays(9))]);
        var list = keys.ToBytes();
        var lists = Mutation.Of(list).ToList();
        foreach (var publicKey in (byte[][])[[.. spki, .. point.X!], [.. keys.Keys[0].Key.Spki, 0], [.. keys.Keys[0].Key.Spki[..^1]]])
        {
            var json = JsonNode.Parse(list)!;
            json["keys"]![0]!["publicKey"] = Convert.ToBase64String(publicKey);
            lists.Add(($"key of {publicKey.Length} bytes", Encoding.UTF8.GetBytes(json.ToJsonString())));
        }

        var second = SecondVerifier.ReadKeys(lists.Select(one => one.Text));
        Assert.All(lists.Zip(second), pair => Assert.Equal($"{pair.First.Name}: {Ids(pair.First.Text)}", $"{pair.First.Name}: {pair.Second}"));
        Assert.Contains("refused", second);
        Assert.Contains(second, ids => ids != "refused");
    }

    static string Ids(byte[] list)
    {
        try
        {
            using var keys = KeyList.Read(list);
            return string.Join(' ', keys.Keys.Select(key => key.Id));
        }
        catch (DomainException)
        {
            return "refused";
        }
    }

    // A root for which the proof holds, so that it is the sizes that decide.
    static Digest Rooted(Digest leaf, long index, long size, Digest[] siblings)
    {
        var (node, last) = (index, size - 1);
        foreach (var sibling in siblings)
        {
            var isRight = (node & 1) == 1 || node == last;
            leaf = isRight ? MerkleHash.Node(sibling, leaf) : MerkleHash.Node(leaf, sibling);
            while (isRight && (node & 1) == 0 && node != 0)
                (node, last) = (node >> 1, last >> 1);
            (node, last) = (node >> 1, last >> 1);
        }

        return leaf;
    }

    static List<(string Name, PackStanding Standing)> Agreed(List<VerifierCase> cases)
    {
        var second = SecondVerifier.Run(cases);
        var found = new List<(string Name, PackStanding Standing)>();
        var differences = new List<string>();
        foreach (var (one, other) in cases.Zip(second))
        {
            var verdict = one.Verify();
            found.Add((one.Name, verdict.Standing));
            if (SecondVerifierTests.Summary(verdict) != other)
                differences.Add($"{one.Name}\n  Domain: {SecondVerifierTests.Summary(verdict)}\n  page:   {other}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(20))}");
        return found;
    }
}
