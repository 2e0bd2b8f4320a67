using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

public sealed class PackVerifierTests : IDisposable
{
    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void Pack_AsIssued_PassesOnEveryAxis()
    {
        foreach (var count in (int[])[1, 2, 3, 7, 64, 100])
        {
            var verdict = PackVerifier.Verify(issuer.Pack(count), issuer.Evidence);
            Assert.All(verdict.Results, result => Assert.True(result.Outcome == AxisOutcome.Pass, result.ToString()));
            Assert.Equal(Enum.GetValues<Axis>(), verdict.Results.Select(result => result.Axis));
            Assert.Equal(PackStanding.Verified, verdict.Standing);
            Assert.Equal(count, verdict.Manifest!.Count);
        }
    }

    [Fact]
    public void Pack_WithoutKeys_IsIncomplete()
    {
        var verdict = PackVerifier.Verify(issuer.Pack(), new PackEvidence());
        Assert.Equal(PackStanding.Incomplete, verdict.Standing);
        AssertSkipped(verdict, Axis.Signature, Axis.Key, Axis.Checkpoint);
    }

    [Fact]
    public void Pack_WithoutLogProof_IsIncompleteUntilItIsBesideIt()
    {
        var pack = PackSamples.Sealed(issuer.Key);
        var alone = PackVerifier.Verify(pack, issuer.Evidence);
        Assert.Equal(PackStanding.Incomplete, alone.Standing);
        AssertSkipped(alone, Axis.Inclusion, Axis.Checkpoint);

        using var file = PackFile.Open(pack);
        var proof = PackSamples.Proof(issuer.Key, file.Payload, PackSamples.Log);
        Assert.Equal(PackStanding.Verified, Verify(pack, issuer.Evidence with { LogProof = Bytes(proof) }));
        var foreign = PackSamples.Proof(issuer.Key, [1], PackSamples.Log);
        AssertFails(pack, issuer.Evidence with { LogProof = Bytes(foreign) }, Axis.Inclusion);
        var elsewhere = PackSamples.Proof(issuer.Key, file.Payload, "proofs.example/tenant/other");
        AssertFails(pack, issuer.Evidence with { LogProof = Bytes(elsewhere) }, Axis.Checkpoint);
        using var thief = TestKeys.New();
        var forged = PackSamples.Proof(thief, file.Payload, PackSamples.Log);
        AssertFails(pack, issuer.Evidence with { LogProof = Bytes(forged) }, Axis.Checkpoint);
        AssertFails(pack, issuer.Evidence with { LogProof = "nonsense"u8.ToArray() }, Axis.Inclusion);
        AssertFails(pack, issuer.Evidence with { LogProof = Bytes(proof with { Note = proof.Note with { Text = "a\nb\n" } }) }, Axis.Inclusion);
    }

    [Fact]
    public void Pack_SignedByAnotherKey_IsRefuted()
    {
        using var other = new Issuer();
        AssertFails(other.Pack(), issuer.Evidence, Axis.Signature, Axis.Checkpoint);
        AssertFails(issuer.Pack(), new PackEvidence(new KeyList([])), Axis.Signature, Axis.Checkpoint);
    }

    [Fact]
    public void Key_OutOfUse_IsJudgedByTheManifestAndTheLog()
    {
        var pack = issuer.Pack(); // Entry 5 of 9, generated two days after the start.
        var made = PackSamples.Header.Generated;
        Assert.Equal(PackStanding.Verified, Under(issuer.Entry(retired: made)));
        Assert.Equal(PackStanding.Refuted, Under(issuer.Entry(retired: made.AddTicks(-1))));
        Assert.Equal(PackStanding.Refuted, Under(issuer.Entry(from: made.AddTicks(1))));
        Assert.Equal(PackStanding.Verified, Under(issuer.Entry(revokedFrom: 9)));
        AssertFails(pack, new PackEvidence(new KeyList([issuer.Entry(revokedFrom: 8)])), Axis.Checkpoint, Axis.Key);
        AssertFails(pack, new PackEvidence(new KeyList([issuer.Entry(revokedFrom: 5)])), Axis.Checkpoint, Axis.Key);
        // Without a log proof nobody knows when it was signed, whatever time it says.
        AssertFails(PackSamples.Sealed(issuer.Key), new PackEvidence(new KeyList([issuer.Entry(revokedFrom: 9)])), Axis.Key);

        PackStanding Under(IssuerKey key) => Verify(pack, new PackEvidence(new KeyList([key])));
    }

    [Fact]
    public void Pack_WhoseKeyWasRotated_StillVerifies()
    {
        using var second = TestKeys.New("key-2");
        var keys = new KeyList([issuer.Entry(revokedFrom: 6), new IssuerKey("key-2", second.Public, PackSamples.Start, null, null)]);
        var pack = PackSamples.Sealed(issuer.Key);
        using var file = PackFile.Open(pack);
        var proof = PackSamples.Proof(second, file.Payload, PackSamples.Log);
        Assert.Equal(PackStanding.Verified, Verify(file.WithLogProof(proof.ToString()), new PackEvidence(KeyList.Read(keys.ToBytes()))));
    }

    [Fact]
    public void Pack_ThatContinuesAnother_IsJudgedByThatOne()
    {
        var first = issuer.Pack();
        using var file = PackFile.Open(first);
        var second = issuer.Pack(4, PackSamples.Header with { Id = "pack-2", Previous = file.Manifest.ToLink() });
        var verdict = PackVerifier.Verify(second, issuer.Evidence);
        Assert.Equal((PackStanding.Verified, AxisOutcome.Skipped), (verdict.Standing, verdict[Axis.Previous].Outcome));
        Assert.Equal(AxisOutcome.Pass, PackVerifier.Verify(second, issuer.Evidence with { Previous = first })[Axis.Previous].Outcome);
        AssertFails(second, issuer.Evidence with { Previous = second }, Axis.Previous);
        AssertFails(second, issuer.Evidence with { Previous = "{}"u8.ToArray() }, Axis.Previous);
        AssertFails(second, issuer.Evidence with { Previous = "{"u8.ToArray() }, Axis.Previous);
        var foreign = issuer.Pack(4, PackSamples.Header with { Subject = "shipment-43", Previous = file.Manifest.ToLink() });
        AssertFails(foreign, issuer.Evidence with { Previous = first }, Axis.Previous);
    }

    [Fact]
    public void Pack_WithoutItsContent_IsAnchored()
    {
        using var file = PackFile.Open(issuer.Pack());
        var rest = file.WithoutContent();
        var verdict = PackVerifier.Verify(rest, issuer.Evidence);
        Assert.Equal(PackStanding.Anchored, verdict.Standing);
        AssertSkipped(verdict, Axis.Commitments, Axis.Order, Axis.Root, Axis.Redaction);
        Assert.Equal(PackStanding.Incomplete, Verify(rest, new PackEvidence()));
        using var left = PackFile.Open(rest);
        Assert.Equal(rest, left.WithLogProof(left.LogProof!));
        Assert.Equal("ORC-PROOF-011", Assert.Throws<DomainException>(() => left.Copy(PackSamples.Start)).Code);
    }

    [Fact]
    public void Excerpt_OfAPack_ProvesItsEvents()
    {
        var pack = issuer.Pack(11);
        using var file = PackFile.Open(pack);
        for (var only = 0; only < 11; only++)
        {
            var one = file.Copy(PackSamples.Start, only: [only]).WithoutStatement();
            Assert.Equal(PackStanding.Verified, Verify(one, issuer.Evidence));
        }

        var three = issuer.Copy(pack, new RedactionTemplate("t", [new RedactionRule("/plate", RedactionAction.Mask, 2)]), 0, 4, 10);
        Assert.Equal(PackStanding.Verified, Verify(three, issuer.Evidence));
        // An excerpt can be redacted further, but not be cut again.
        var again = issuer.Copy(three, new RedactionTemplate("t", [new RedactionRule("/driver", RedactionAction.Drop)]));
        Assert.Equal(PackStanding.Verified, Verify(again, issuer.Evidence));
        Assert.Equal("ORC-PROOF-012", Assert.Throws<DomainException>(() => issuer.Copy(three, null, 0)).Code);
        foreach (var unfit in (int[][])[[], [-1], [11], [1, 1], [2, 1]])
            Assert.Equal("ORC-PROOF-012", Assert.Throws<DomainException>(() => file.Copy(PackSamples.Start, only: unfit)).Code);
        var text = Encoding.UTF8.GetString(file.Copy(PackSamples.Start, only: [3, 4]).WithoutStatement());
        AssertFails(Encoding.UTF8.GetBytes(text.Replace("\"index\":3", "\"index\":2", StringComparison.Ordinal)), issuer.Evidence, Axis.Root);
        AssertFails(
            Encoding.UTF8.GetBytes(text.Replace("\"index\":3", "\"index\":4", StringComparison.Ordinal)), issuer.Evidence, Axis.Root, Axis.Order);
    }

    [Fact]
    public void Pack_WithItsEventsChanged_IsRefuted()
    {
        var pack = Encoding.UTF8.GetString(issuer.Pack());
        Changed(Axis.Root, "-1.5", "-1.6");
        Changed(Axis.Root, "\"note\":[", "\"nota\":[", check: false);
        Changed(Axis.Canonical, "\"format\"", " \"format\"");
        Changed(Axis.Format, "proof-pack/1", "proof-pack/2");
        Changed(Axis.Commitments, "\"e-00001\"", "\"\"");
        Changed(Axis.Order, "e-00000", "e-00001");
        Changed(Axis.Order, "T08:02:00.0000000Z", "T08:03:00.0000000Z");
        Changed(Axis.Manifest, "manifest.v1+json", "manifest.v2+json");

        void Changed(Axis axis, string from, string to, bool check = true)
        {
            if (!check && !pack.Contains(from, StringComparison.Ordinal))
                return;
            AssertFails(Encoding.UTF8.GetBytes(Replaced(pack, from, to)), issuer.Evidence, axis);
        }

        static string Replaced(string text, string from, string to)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            return text.Replace(from, to, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void KeyList_WrittenAndRead_IsTheSame()
    {
        var entry = issuer.Entry(7, PackSamples.Start.AddDays(9));
        var read = Assert.Single(KeyList.Read(new KeyList([entry]).ToBytes()).Keys);
        Assert.Equal((entry.Id, entry.ValidFrom), (read.Id, read.ValidFrom));
        Assert.Equal((entry.RetiredAt, entry.RevokedFromIndex), (read.RetiredAt, read.RevokedFromIndex));
        Assert.True(entry.Key.Spki.SequenceEqual(read.Key.Spki));

        var text = Encoding.UTF8.GetString(new KeyList([entry]).ToBytes());
        foreach (var (from, to) in ((string, string)[])[
            ("proof-keys/1", "proof-keys/2"), ("ES256", "ES384"), ("\"id\":\"key-1\"", "\"id\":\"\""),
            ("\"revokedFromIndex\":7", "\"revokedFromIndex\":-7"),
            ("0Z\"}", "0\"}"), ("\"retiredAt\":\"2026", "\"retiredAt\":\"today"), ("\"publicKey\":\"", "\"publicKey\":\"=")])
            Assert.Equal(
                "ORC-PROOF-014",
                Assert.Throws<DomainException>(() => KeyList.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)))).Code);
        Assert.Equal("ORC-PROOF-014", Assert.Throws<DomainException>(() => KeyList.Read(new KeyList([entry, entry]).ToBytes())).Code);
    }

    [Fact]
    public void InToto_OfAManifest_NamesItsDigest()
    {
        using var draft = PackDraft.Build(PackSamples.Header, PackSamples.Events(2), PackSamples.Salts());
        var statement = System.Text.Json.JsonDocument.Parse(InTotoStatement.Of(draft.Manifest)).RootElement;
        Assert.Equal("https://in-toto.io/Statement/v1", statement.Text("_type"));
        var subject = statement.GetProperty("subject")[0];
        Assert.Equal(("pack-1", Digest.Of(draft.Payload).ToHex()), (subject.Text("name"), subject.GetProperty("digest").Text("sha256")));
        Assert.Equal(Encoding.UTF8.GetString(draft.Payload), statement.GetProperty("predicate").GetRawText());
    }

    static byte[] Bytes(Domain.Notes.LogProof proof) => Encoding.UTF8.GetBytes(proof.ToString());

    static PackStanding Verify(byte[] pack, PackEvidence evidence) => PackVerifier.Verify(pack, evidence).Standing;

    static void AssertFails(byte[] pack, PackEvidence evidence, params Axis[] axes)
    {
        var verdict = PackVerifier.Verify(pack, evidence);
        Assert.Equal(PackStanding.Refuted, verdict.Standing);
        foreach (var axis in axes)
            Assert.True(verdict[axis].Outcome == AxisOutcome.Fail, string.Join('\n', verdict.Results));
    }

    static void AssertSkipped(PackVerdict verdict, params Axis[] axes)
    {
        foreach (var axis in axes)
            Assert.True(verdict[axis].Outcome == AxisOutcome.Skipped, string.Join('\n', verdict.Results));
    }
}
