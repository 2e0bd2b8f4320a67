using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Local.Tests.CommandLine;

public sealed class VerifyTests : IDisposable
{
    const string Log = "proofs.example/tenant/acme";

    static readonly DateTimeOffset start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orc-verify-");
    readonly SigningKey key;
    readonly string keys;

    public VerifyTests()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = SigningKey.FromPem("key-1", p256.ExportPkcs8PrivateKeyPem());
        using var list = new KeyList([new IssuerKey("key-1", key.Public, start, null, null)]);
        keys = Write("keys.json", list.ToBytes());
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Verify_APackWithItsProofBeside_PassesOnEveryAxis()
    {
        var pack = Pack("first.pack");
        var run = await CommandRun.OfAsync("verify", pack, "--keys", keys);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("1 of 1 files verified.", run.Output, StringComparison.Ordinal);
        foreach (var axis in Enum.GetNames<Axis>())
            Assert.Contains($"  PASS    {axis.ToLowerInvariant(),-12} ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutKeysOrProof_SkipsAndIsNotGood()
    {
        var pack = Pack("first.pack");
        var withoutKeys = await CommandRun.OfAsync("verify", pack);
        Assert.Equal(1, withoutKeys.ExitCode);
        Assert.Contains("  SKIPPED signature    no list of keys was given", withoutKeys.Output, StringComparison.Ordinal);
        File.Delete(pack + ".tlog-proof");
        var withoutProof = await CommandRun.OfAsync("verify", pack, "--keys", keys);
        Assert.Equal(1, withoutProof.ExitCode);
        Assert.Contains("  SKIPPED inclusion    there is no log proof", withoutProof.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OneDamagedFileOfTwo_IsNotGood()
    {
        var (good, bad) = (Pack("good.pack"), Pack("bad.pack"));
        File.WriteAllText(bad, File.ReadAllText(bad).Replace("-1.5", "-1.6", StringComparison.Ordinal));
        var run = await CommandRun.OfAsync("verify", good, bad, "--keys", keys);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  FAIL    root ", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 files verified.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TwoPacksOfASubject_FindsTheLink()
    {
        var first = Pack("first.pack");
        using var opened = PackFile.Open(File.ReadAllBytes(first));
        var second = Pack("second.pack", opened.Manifest.ToLink());
        var alone = await CommandRun.OfAsync("verify", second, "--keys", keys);
        Assert.Contains("  SKIPPED previous ", alone.Output, StringComparison.Ordinal);
        Assert.Equal(0, alone.ExitCode);
        var both = await CommandRun.OfAsync("verify", second, first, "--keys", keys);
        Assert.Contains("  PASS    previous     it continues 'pack-first.pack'", both.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_CheckpointsOfOneSizeAndTwoRoots_IsAFork()
    {
        var one = Write("one", Encoding.UTF8.GetBytes(new Checkpoint(Log, 8, MerkleHash.Leaf([1])).Sign(key).ToString()));
        var two = Write("two", Encoding.UTF8.GetBytes(new Checkpoint(Log, 8, MerkleHash.Leaf([2])).Sign(key).ToString()));
        Assert.Equal(0, (await CommandRun.OfAsync("verify", one, "--keys", keys)).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync("verify", one, one, "--keys", keys)).ExitCode);
        Assert.Equal(1, (await CommandRun.OfAsync("verify", one)).ExitCode);
        var forked = await CommandRun.OfAsync("verify", one, two, "--keys", keys);
        Assert.Equal(1, forked.ExitCode);
        Assert.Contains("  FAIL    fork ", forked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALogProofAlone_IsIncomplete()
    {
        var pack = Pack("first.pack");
        var run = await CommandRun.OfAsync("verify", pack + ".tlog-proof", "--keys", keys);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  PASS    checkpoint ", run.Output, StringComparison.Ordinal);
        Assert.Contains("  SKIPPED inclusion ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TheLogsConsistency_NeedsBothSignaturesAndTheProof()
    {
        var (one, two) = (MerkleHash.Leaf([1]), MerkleHash.Leaf([2]));
        var good = Consistency("good.json", one, MerkleHash.Node(one, two), two);
        var verified = await CommandRun.OfAsync("verify", good, "--keys", keys);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("  PASS    consistency  the log at size 2 begins with the 1 entries of size 1", verified.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandRun.OfAsync("verify", good)).ExitCode);

        // The log that was shown to somebody at size 1 had another entry.
        var kept = Write("kept", Encoding.UTF8.GetBytes(new Checkpoint(Log, 1, MerkleHash.Leaf([9])).Sign(key).ToString()));
        var forked = await CommandRun.OfAsync("verify", kept, good, "--keys", keys);
        Assert.Equal(1, forked.ExitCode);
        Assert.Contains("  FAIL    fork ", forked.Output, StringComparison.Ordinal);

        var rewritten = await CommandRun.OfAsync(
            "verify", Consistency("rewritten.json", one, MerkleHash.Node(MerkleHash.Leaf([9]), two), two), "--keys", keys);
        Assert.Equal(1, rewritten.ExitCode);
        Assert.Contains("  FAIL    consistency ", rewritten.Output, StringComparison.Ordinal);

        foreach (var (from, to) in (List<(string, string)>)[("\"from\":1", "\"from\":2"), ("\"hashes\"", "\"hash\""), ("acme\",\"to", "evil\",\"to")])
        {
            var broken = Write("broken.json", Encoding.UTF8.GetBytes(File.ReadAllText(good).Replace(from, to, StringComparison.Ordinal)));
            var run = await CommandRun.OfAsync("verify", broken, "--keys", keys);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("  FAIL    format ", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task Verify_AnAuditExport_WalksItsChain(string format)
    {
        var records = Records(5);
        var path = Write("audit." + format, Encoding.UTF8.GetBytes(Export(records, format)));
        Assert.Equal(0, (await CommandRun.OfAsync("verify", path)).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync("verify", path, "--head", records[^1].Hash)).ExitCode);

        // A cut-off end is seen only by who knows the head.
        var cut = Write("cut." + format, Encoding.UTF8.GetBytes(Export(records[..4], format)));
        Assert.Equal(0, (await CommandRun.OfAsync("verify", cut)).ExitCode);
        Assert.Equal(1, (await CommandRun.OfAsync("verify", cut, "--head", records[^1].Hash)).ExitCode);
        foreach (var broken in (List<AuditRecord>[])[[.. records[1..]], [.. records[..2], .. records[3..]], [records[0] with { Data = "{}" }]])
        {
            var run = await CommandRun.OfAsync("verify", Write("broken." + format, Encoding.UTF8.GetBytes(Export(broken, format))));
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("  FAIL    chain ", run.Output, StringComparison.Ordinal);
        }

        var text = Export(records, format);
        var torn = await CommandRun.OfAsync("verify", Write("torn." + format, Encoding.UTF8.GetBytes(text[..^20])));
        Assert.Equal(1, torn.ExitCode);
    }

    [Fact]
    public async Task Verify_WhatCannotBeRead_IsRefused()
    {
        (await CommandRun.OfAsync("verify", Path.Combine(folder.FullName, "none"))).IsRefused("ORC-LOCAL-003", "none");
        (await CommandRun.OfAsync("verify")).IsRefused("ORC-LOCAL-003");
        var bad = Write("bad.json", "{}"u8.ToArray());
        (await CommandRun.OfAsync("verify", keys, "--keys", bad)).IsRefused("ORC-PROOF-014", "bad.json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello\n")]
    [InlineData("a\n1\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("c2sp.org/tlog-proof@v1\n")]
    [InlineData("{\"previousHash\":1}")]
    public async Task Verify_ForeignFiles_AreNotGood(string text) =>
        Assert.Equal(1, (await CommandRun.OfAsync("verify", Write("foreign", Encoding.UTF8.GetBytes(text)), "--keys", keys)).ExitCode);

    static List<AuditRecord> Records(int count)
    {
        var records = new List<AuditRecord>();
        for (var at = 0; at < count; at++)
            records.Add(AuditChain.Next(
                records.LastOrDefault(), $"key-{at}", start.AddTicks(at * 7_777_777), "a, \"b\"", "kind", $"{{\"text\":\"line\\nend, {at}\"}}\n"));
        return records;
    }

    static string Export(IReadOnlyList<AuditRecord> records, string format) => format == "jsonl"
        ? string.Concat(records.Select(record => JsonSerializer.Serialize(record, JsonSerializerOptions.Web) + "\n"))
        : "sequence,key,time,subject,kind,data,previousHash,hash\n" + string.Concat(records.Select(r => string.Join(
            ',', Fields(r).Select(Quoted)) + "\r\n"));

    static object[] Fields(AuditRecord r) =>
        [r.Sequence, r.Key, r.Time.ToString("O", CultureInfo.InvariantCulture), r.Subject, r.Kind, r.Data, r.PreviousHash, r.Hash];

    static string Quoted(object field) => $"\"{field.ToString()!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    string Pack(string name, PackLink? previous = null)
    {
        var header = new PackHeader("pack-" + name, "acme", "shipment", "policy", Log, PackRisk.None, previous, start.AddDays(1));
        PackEvent[] events = [new("a", start, "{\"celsius\":\"-1.5\"}"u8.ToArray()), new("b", start, "{}"u8.ToArray())];
        using var draft = PackDraft.Build(header, events, RandomNumberGenerator.Fill);
        var path = Write(name, draft.Seal(key.Sign(PackFormat.ManifestType, draft.Payload)).ToArray());
        var leaf = draft.LogLeaf;
        var note = new Checkpoint(Log, 2, MerkleHash.Node(MerkleHash.Empty, leaf)).Sign(key);
        Write(name + ".tlog-proof", Encoding.UTF8.GetBytes(new LogProof(1, [MerkleHash.Empty], note).ToString()));
        return path;
    }

    string Consistency(string name, Digest from, Digest to, params Digest[] proof)
    {
        string Signed(long size, Digest root) => JsonSerializer.Serialize(new Checkpoint(Log, size, root).Sign(key).ToString());
        var hashes = string.Join(",", proof.Select(hash => $"\"{hash.ToBase64()}\""));
        return Write(name, CanonicalBytes.Of(Encoding.UTF8.GetBytes(
            $$"""{"checkpoints":[{{Signed(1, from)}},{{Signed(2, to)}}],"format":"orchestrations/log-consistency/1","""
            + $$""" "from":1,"hashes":[{{hashes}}],"origin":"{{Log}}","to":2}""")));
    }

    string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
