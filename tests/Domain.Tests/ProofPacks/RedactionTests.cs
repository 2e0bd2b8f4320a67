using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

public sealed class RedactionTests : IDisposable
{
    static readonly RedactionTemplate Customs = new(
        "customs",
        [
            new RedactionRule("/driver", RedactionAction.Drop),
            new RedactionRule("/driver/phone", RedactionAction.Hash),
            new RedactionRule("/plate", RedactionAction.Mask, 1),
            new RedactionRule("/legs", RedactionAction.Mask),
        ]);

    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void Copy_ByATemplate_StillVerifies()
    {
        var copy = issuer.Copy(issuer.Pack(), Customs);
        var verdict = PackVerifier.Verify(copy, issuer.Evidence);
        Assert.True(verdict.Standing == PackStanding.Verified, string.Join('\n', verdict.Results));
        Assert.Equal("12 fields are withheld, 9 of them replaced, as the issuer states", verdict[Axis.Redaction].Reason);

        var fields = JsonDocument.Parse(copy).RootElement.GetProperty("events")[1].GetProperty("fields");
        Assert.Equal(["commitment"], Names(fields.GetProperty("/driver/name")));
        Assert.Equal(["commitment", "pseudonym"], Names(fields.GetProperty("/driver/phone")));
        Assert.Equal("***1", fields.GetProperty("/plate").Text("mask"));
        Assert.Equal("***", fields.GetProperty("/legs").Text("mask"));
        Assert.Equal("-1.5", fields.GetProperty("/reading/celsius")[1].GetString());
    }

    // What nobody may find in a copy: the values themselves, and digests of them that could be found by trying values.
    [Fact]
    public void Copy_ByATemplate_HoldsNoTraceOfWhatIsWithheld()
    {
        var pack = issuer.Pack(20);
        var copy = Everything(issuer.Copy(pack, Customs));
        var whole = Everything(pack);
        foreach (var value in Withheld(pack))
        {
            Assert.Contains(value.GetRawText(), whole, StringComparison.Ordinal);
            Assert.DoesNotContain(value.GetRawText(), copy, StringComparison.Ordinal);
            foreach (var text in (string[])[value.GetRawText(), value.ToString()])
                foreach (var form in Digests(Encoding.UTF8.GetBytes(text)))
                    Assert.DoesNotContain(form, copy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Salts_OfWhatIsWithheld_AreNotInTheCopy()
    {
        var pack = issuer.Pack(20);
        var copy = Everything(issuer.Copy(pack, Customs));
        var salts = Entries(pack).Where(IsWithheld)
            .Select(field => field.Value[0].GetString()!).ToList();
        Assert.Equal(80, salts.Count);
        Assert.All(salts, salt => Assert.DoesNotContain(salt, copy, StringComparison.Ordinal));
    }

    [Fact]
    public void Pseudonyms_OfEqualValues_AreEqualUnderOneKeyOnly()
    {
        var template = new RedactionTemplate(
            "t", [new RedactionRule("/type", RedactionAction.Hash), new RedactionRule("/plate", RedactionAction.Hash)]);
        var pack = issuer.Pack(2);
        var events = JsonDocument.Parse(issuer.Copy(pack, template)).RootElement.GetProperty("events");
        Assert.Equal(Pseudonym(events[0], "/type"), Pseudonym(events[1], "/type"));
        Assert.NotEqual(Pseudonym(events[0], "/plate"), Pseudonym(events[1], "/plate"));

        using var file = PackFile.Open(pack);
        var copy = file.Copy(PackSamples.Start, template, new PseudonymKey(new byte[32]));
        var others = JsonDocument.Parse(copy.Seal(issuer.Key.Sign(PackFormat.RedactionType, copy.Payload))).RootElement.GetProperty("events");
        Assert.NotEqual(Pseudonym(events[0], "/type"), Pseudonym(others[0], "/type"));
        Assert.Equal("ORC-PROOF-012", Assert.Throws<DomainException>(() => file.Copy(PackSamples.Start, template)).Code);
    }

    // A list is one field: shown because no rule names it itself, it would tell what the rule for something in it withholds.
    [Theory]
    [InlineData("/legs/2/to", RedactionAction.Drop)]
    [InlineData("/legs/2", RedactionAction.Mask)]
    [InlineData("/legs/2/to", RedactionAction.Hash)]
    public void Copy_ByARuleIntoAList_WithholdsTheList(string pointer, RedactionAction action)
    {
        var copy = issuer.Copy(issuer.Pack(), new RedactionTemplate("t", [new RedactionRule(pointer, action)]));
        Assert.DoesNotContain("DEHAM", Everything(copy), StringComparison.Ordinal);
        Assert.Equal(PackStanding.Verified, PackVerifier.Verify(copy, issuer.Evidence).Standing);
        var fields = JsonDocument.Parse(copy).RootElement.GetProperty("events")[1].GetProperty("fields");
        Assert.Equal(["commitment"], Names(fields.GetProperty("/legs")));
        Assert.Equal(JsonValueKind.Array, fields.GetProperty("/plate").ValueKind);
    }

    [Fact]
    public void Copy_ThatOnlyDrops_NeedsNoStatement()
    {
        using var file = PackFile.Open(issuer.Pack());
        var dropped = file.Copy(PackSamples.Start, new RedactionTemplate("mine", [new RedactionRule("/driver", RedactionAction.Drop)]));
        Assert.Equal(PackStanding.Verified, PackVerifier.Verify(dropped.WithoutStatement(), issuer.Evidence).Standing);
        var masked = file.Copy(PackSamples.Start, Customs, issuer.Pseudonyms);
        Assert.Equal("ORC-PROOF-013", Assert.Throws<DomainException>(masked.WithoutStatement).Code);
        Assert.Equal("ORC-PROOF-009", Assert.Throws<DomainException>(() => masked.Seal(issuer.Key.Sign("other", masked.Payload))).Code);
    }

    [Fact]
    public void Copy_WithAnotherMaskOrAnothersStatement_IsRefuted()
    {
        var copy = Encoding.UTF8.GetString(issuer.Copy(issuer.Pack(), Customs));
        Refuted(copy.Replace("***1", "***2", StringComparison.Ordinal));
        Refuted(copy[..copy.IndexOf(",\"redaction\"", StringComparison.Ordinal)] + "}");
        using var other = new Issuer();
        Refuted(Encoding.UTF8.GetString(other.Copy(issuer.Pack(), Customs)));
        var (first, second) = (issuer.Copy(issuer.Pack(), Customs), issuer.Copy(issuer.Pack(4), Customs));
        Refuted(Until(first) + From(second));

        void Refuted(string text)
        {
            var verdict = PackVerifier.Verify(Encoding.UTF8.GetBytes(text), issuer.Evidence);
            Assert.Equal((PackStanding.Refuted, AxisOutcome.Fail), (verdict.Standing, verdict[Axis.Redaction].Outcome));
        }

        static string Until(byte[] text) => Encoding.UTF8.GetString(text)[..At(text)];
        static string From(byte[] text) => Encoding.UTF8.GetString(text)[At(text)..];
        static int At(byte[] text) => Encoding.UTF8.GetString(text).IndexOf(",\"redaction\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Statement_OfARevokedKey_IsRefuted()
    {
        var copy = issuer.Copy(issuer.Pack(), Customs);
        var verdict = PackVerifier.Verify(copy, new PackEvidence(new KeyList([issuer.Entry(revokedFrom: 100)])));
        Assert.Equal((AxisOutcome.Pass, AxisOutcome.Fail), (verdict[Axis.Key].Outcome, verdict[Axis.Redaction].Outcome));
    }

    [Theory]
    [InlineData("", "/a", 0)]
    [InlineData("t", "", 0)]
    [InlineData("t", "a", 0)]
    [InlineData("t", "/a~2", 0)]
    [InlineData("t", "/a~", 0)]
    [InlineData("t", "/a", -1)]
    [InlineData("t", "/a", 9)]
    public void Template_ThatIsNone_IsRefused(string name, string pointer, int reveal) => Assert.Equal(
        "ORC-PROOF-012",
        Assert.Throws<DomainException>(() => new RedactionTemplate(name, [new RedactionRule(pointer, RedactionAction.Mask, reveal)])).Code);

    [Fact]
    public void Template_WithTwoRulesForOneField_IsRefused()
    {
        var rule = new RedactionRule("/a", RedactionAction.Drop);
        Assert.Equal("ORC-PROOF-012", Assert.Throws<DomainException>(() => new RedactionTemplate("t", [rule, rule])).Code);
        Assert.Equal("ORC-PROOF-012", Assert.Throws<DomainException>(() => new PseudonymKey(new byte[31])).Code);
    }

    static IEnumerable<JsonProperty> Entries(byte[] pack) => JsonDocument.Parse(pack).RootElement.GetProperty("events").EnumerateArray()
        .SelectMany(e => e.GetProperty("fields").EnumerateObject());

    static IEnumerable<JsonElement> Withheld(byte[] pack) =>
        Entries(pack).Where(IsWithheld).Select(field => field.Value[1]);

    static bool IsWithheld(JsonProperty field) => field.Name is "/driver/name" or "/driver/phone" or "/plate" or "/legs";

    static IEnumerable<string> Digests(byte[] text)
    {
        byte[] leaf = [0, .. text];
        foreach (var digest in (byte[][])[SHA256.HashData(text), SHA256.HashData(leaf), SHA384.HashData(text), SHA512.HashData(text)])
        {
            yield return Convert.ToHexStringLower(digest);
            yield return Convert.ToHexString(digest);
            yield return Convert.ToBase64String(digest);
            yield return Base64Url.EncodeToString(digest);
        }
    }

    static IEnumerable<string> Names(JsonElement entry) => entry.EnumerateObject().Select(member => member.Name);

    static string Pseudonym(JsonElement e, string pointer) => e.GetProperty("fields").GetProperty(pointer).Text("pseudonym");

    // The file, and what its envelopes hold.
    static string Everything(byte[] pack)
    {
        var root = JsonDocument.Parse(pack).RootElement;
        var inside = root.EnumerateObject().Where(member => member.Name is "manifest" or "redaction")
            .Select(member => Encoding.UTF8.GetString(member.Value.GetProperty("payload").GetBytesFromBase64()));
        return Encoding.UTF8.GetString(pack) + string.Concat(inside);
    }
}
