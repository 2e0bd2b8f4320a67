using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

public class PackDraftTests
{
    static readonly PackHeader Header = PackSamples.Header;

    [Fact]
    public void Pack_OfEvents_CanBeComputedByHand()
    {
        using var key = TestKeys.New();
        var file = JsonDocument.Parse(PackSamples.Sealed(key, 2)).RootElement;
        var leaves = file.GetProperty("events").EnumerateArray().Select(Leaf).ToList();
        var root = MerkleHash.Node(leaves[0], leaves[1]);
        var manifest = JsonDocument.Parse(file.GetProperty("manifest").GetProperty("payload").GetBytesFromBase64()).RootElement;

        Assert.Equal(root.ToBase64Url(), manifest.GetProperty("events").Text("root"));
        Assert.Equal(2, manifest.GetProperty("events").GetProperty("count").GetInt32());
        Assert.Equal("2026-03-01T08:00:00.0000000Z", manifest.GetProperty("events").Text("first"));
        Assert.Equal("2026-03-01T08:01:00.0000000Z", manifest.GetProperty("events").Text("last"));
        Assert.Equal(("acme", "shipment-42", "policy-7"), (manifest.Text("tenant"), manifest.Text("subject"), manifest.Text("policy")));
        Assert.Equal(35, manifest.GetProperty("risk").GetProperty("score").GetInt32());
        Assert.Equal(JsonValueKind.Null, manifest.GetProperty("previous").ValueKind);
    }

    [Fact]
    public void Pack_ItsFile_IsCanonicalAndHasAFieldForEveryPath()
    {
        using var key = TestKeys.New();
        var pack = PackSamples.Sealed(key, 1);
        Assert.Equal(pack, CanonicalBytes.Of(pack, JsonLimits.Pack));
        var fields = JsonDocument.Parse(pack).RootElement.GetProperty("events")[0].GetProperty("fields");
        Assert.Equal(
            ["/a~1b~0c/", "/driver/name", "/driver/phone", "/legs", "/note", "/plate", "/reading/celsius", "/reading/shock", "/sealed", "/type"],
            fields.EnumerateObject().Select(field => field.Name));
        Assert.Equal("Jürgen \"Q\" 0", fields.GetProperty("/driver/name")[1].GetString());
        Assert.All(fields.EnumerateObject(), field => Assert.Equal(22, field.Value[0].GetString()!.Length));
        Assert.Equal(10, fields.EnumerateObject().Select(field => field.Value[0].GetString()).Distinct().Count());
    }

    [Fact]
    public void Pack_OfTheSameEventsInAnyOrder_HasTheSameRoot()
    {
        var events = PackSamples.Events(9);
        events[4] = events[4] with { Time = events[3].Time };
        using var inOrder = PackDraft.Build(Header, events, PackSamples.Salts());
        using var reversed = PackDraft.Build(Header, [.. Enumerable.Reverse(events)], PackSamples.Salts());
        using var doubled = PackDraft.Build(Header, [.. events, .. events], PackSamples.Salts());
        using var other = PackDraft.Build(Header, events, PackSamples.Salts(2));
        Assert.Equal(inOrder.Payload, reversed.Payload);
        Assert.Equal(inOrder.Payload, doubled.Payload);
        Assert.NotEqual(inOrder.Manifest.Root, other.Manifest.Root);
    }

    [Fact]
    public void Pack_OfOneIdWithTwoContents_IsRefused()
    {
        var first = PackSamples.Event(1);
        Refuses("ORC-PROOF-008", first, PackSamples.Event(1, "{\"other\":1}"));
        Refuses("ORC-PROOF-008", first, first with { Time = first.Time.AddTicks(1) });
        PackEvent[] twice = [PackSamples.Event(1, "{\"a\":1,\"b\":2}"), PackSamples.Event(1, "{\"b\":2.0, \"a\":1}")];
        using var same = PackDraft.Build(Header, twice, PackSamples.Salts());
        Assert.Equal(1, same.Manifest.Count);
    }

    [Fact]
    public void Pack_OfWhatIsNoEvent_IsRefused()
    {
        Refuses("ORC-PROOF-006");
        Refuses("ORC-PROOF-007", PackSamples.Event(1, "[]"));
        Refuses("ORC-PROOF-007", PackSamples.Event(1) with { Id = "" });
        Refuses("ORC-PROOF-007", PackSamples.Event(1) with { Id = new string('x', 257) });
        Refuses("ORC-PROOF-007", PackSamples.Event(1) with { Id = "\ud800" });
        Refuses("ORC-JSON-003", PackSamples.Event(1, "{\"a\":1,\"a\":1}"));
        Refuses("ORC-JSON-001", PackSamples.Event(1, "{"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Manifest_WithAnUnfitText_IsRefused(string text)
    {
        foreach (var header in (PackHeader[])[
            Header with { Id = text }, Header with { Tenant = text }, Header with { Subject = text }, Header with { Policy = text },
            Header with { Log = text }, Header with { Previous = new PackLink(text, default) },
            Header with { Risk = new PackRisk(101, []) }, Header with { Risk = new PackRisk(1, [new PackRiskContribution("r", -1, [])]) }])
            Assert.Equal(
                "ORC-PROOF-006",
                Assert.Throws<DomainException>(() => PackDraft.Build(header, PackSamples.Events(1), PackSamples.Salts())).Code);
    }

    [Fact]
    public void Manifest_WrittenAndRead_IsTheSame()
    {
        var previous = new PackLink("pack-0", MerkleHash.Leaf([1]));
        using var draft = PackDraft.Build(Header with { Previous = previous }, PackSamples.Events(3), PackSamples.Salts());
        var read = Manifest.Read(draft.Payload)!;
        Assert.Equal(draft.Payload, read.ToBytes());
        Assert.Equal(previous, read.Header.Previous);
        Assert.Equal(Digest.Of(draft.Payload), read.ToLink().Manifest);
        for (var at = 0; at < draft.Payload.Length; at++)
        {
            var changed = (byte[])draft.Payload.Clone();
            changed[at] ^= 1;
            Assert.True(Manifest.Read(changed) is not { } other || !other.ToBytes().SequenceEqual(draft.Payload));
        }
    }

    [Fact]
    public void Draft_SealedWithAnotherPacksSignature_IsRefused()
    {
        using var key = TestKeys.New();
        using var draft = PackDraft.Build(Header, PackSamples.Events(1), PackSamples.Salts());
        Assert.Equal("ORC-PROOF-009", Assert.Throws<DomainException>(() => draft.Seal(key.Sign(PackFormat.ManifestType, [1]))).Code);
        Assert.Equal("ORC-PROOF-009", Assert.Throws<DomainException>(() => draft.Seal(key.Sign("other", draft.Payload))).Code);
    }

    [Fact]
    public void Salts_OfManyFields_AreNeverTheSame()
    {
        using var key = TestKeys.New();
        var file = JsonDocument.Parse(PackSamples.Sealed(key, 200)).RootElement;
        var salts = file.GetProperty("events").EnumerateArray()
            .SelectMany(e => e.GetProperty("fields").EnumerateObject())
            .Select(field => field.Value[0].GetString()).ToList();
        Assert.Equal(2000, salts.Count);
        Assert.Equal(salts.Count, salts.Distinct().Count());
    }

    static void Refuses(string code, params PackEvent[] events) => Assert.Equal(
        code, Assert.Throws<DomainException>(() => PackDraft.Build(Header, events, PackSamples.Salts())).Code);

    // Written out from docs/reference/proof-pack.md with other tools than the product's.
    static Digest Leaf(JsonElement e)
    {
        var fields = e.GetProperty("fields").EnumerateObject().Select(field =>
        {
            var name = Quoted(field.Name);
            var opening = $"[\"{field.Value[0].GetString()}\",{name},{field.Value[1].GetRawText()}]";
            return $"{name}:\"{new Digest(SHA256.HashData(Encoding.UTF8.GetBytes(opening))).ToBase64Url()}\"";
        });
        var leaf = $"{{\"fields\":{{{string.Join(',', fields)}}},\"id\":{Quoted(e.Text("id"))},\"time\":\"{e.Text("time")}\"}}";
        return new Digest(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(leaf)]));
    }

    static string Quoted(string plain) => $"\"{plain}\"";
}
