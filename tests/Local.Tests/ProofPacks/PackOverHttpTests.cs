using System.Net;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.Signatures;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

public sealed class PackOverHttpTests : IAsyncLifetime
{
    PackHost host = null!;

    public async Task InitializeAsync() => host = await PackHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Run_WithWaiting_AnswersThePackItself()
    {
        var made = await host.MakeAsync(PackHost.Request("S-1"), "k1");

        var manifest = made.Manifest;
        Assert.Equal(("S-1", "main", 2, "1.0"), (manifest.Header.Subject, manifest.Header.Tenant, manifest.Count, manifest.Header.Policy));
        Assert.Null(manifest.Header.Previous);
        var checkpoint = made.CheckProof();
        Assert.Equal(("orchestrations.local/main", 1L), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal($"/proofpacks/{manifest.Header.Id}", made.Headers["Location"]);
        Assert.Contains("\"1200.50\"", made.Text, StringComparison.Ordinal);
        var read = await host.GetAsync("proofpacks/" + manifest.Header.Id);
        Assert.Equal((HttpStatusCode.OK, made.Text), (read.Status, read.Text));
    }

    [Fact]
    public async Task Run_WithoutWaiting_AnswersWhereItsStatusIs()
    {
        var asked = await host.PostAsync("proofpacks/run", PackHost.Request("S-2"));
        var repeated = await host.PostAsync("proofpacks/run?wait=30", PackHost.Request("S-2"));

        Assert.True(asked.Status is HttpStatusCode.Accepted or HttpStatusCode.Created, asked.ToString());
        if (asked.Status == HttpStatusCode.Accepted)
        {
            Assert.Equal(asked.Json.GetProperty("statusUrl").GetString(), asked.Headers["Location"]);
            Assert.Equal(repeated.Manifest.Header.Id, asked.Json.GetProperty("id").GetString());
        }
        var status = await host.GetAsync($"proofpacks/{repeated.Manifest.Header.Id}/status");
        Assert.Equal("Completed", status.Json.GetProperty("status").GetString());
        Assert.Equal(1, repeated.CheckProof().Size);
    }

    [Fact]
    public async Task IdempotencyKey_UsedAgain_AnswersTheSameBytesAndRefusesAnotherRequest()
    {
        var first = await host.MakeAsync(PackHost.Request("S-3"), "k");
        var again = await host.MakeAsync(PackHost.Request("S-3"), "k");
        var other = await host.PostAsync("proofpacks/run", PackHost.Request("S-4"), ("Idempotency-Key", "k"));

        Assert.Equal(first.Text, again.Text);
        other.IsProblem(HttpStatusCode.UnprocessableEntity, "ORC-PACK-005");
    }

    [Fact]
    public async Task Packs_OfOneSubject_NameTheOneBefore()
    {
        var packs = new List<PackHost.Reply>();
        for (var i = 0; i < 4; i++)
            packs.Add(await host.MakeAsync(PackHost.Request("S-5", i)));

        for (var i = 1; i < packs.Count; i++)
            Assert.Equal(packs[i - 1].Manifest.ToLink(), packs[i].Manifest.Header.Previous);
        var listed = (await host.GetAsync("proofpacks?subject=S-5&count=3")).Json;
        Assert.Equal(
            packs.Take(3).Select(p => p.Manifest.Header.Id),
            listed.GetProperty("packs").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        var rest = (await host.GetAsync($"proofpacks?subject=S-5&count=3&after={listed.GetProperty("next").GetString()}")).Json;
        Assert.Equal(packs[3].Manifest.Header.Id, Assert.Single(rest.GetProperty("packs").EnumerateArray()).GetProperty("id").GetString());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Log_AsItGrows_ProvesItsEntriesAndItself()
    {
        var sizes = new List<Checkpoint>();
        for (var i = 0; i < 7; i++)
        {
            await host.MakeAsync(PackHost.Request("L", i));
            sizes.Add(await CheckpointAsync());
        }

        Assert.Equal(Enumerable.Range(1, 7).Select(n => (long)n), sizes.Select(c => c.Size));
        for (var from = 1; from <= 7; from++)
            for (var to = from; to <= 7; to++)
            {
                var answer = await host.GetAsync($"proofpacks/log/consistency?from={from}&to={to}");
                Assert.True(MerkleProof.IsConsistent(from, sizes[from - 1].Root, to, sizes[to - 1].Root, Hashes(answer)));
                var file = ConsistencyProof.Read(answer.Body, out var problem);
                Assert.True(file?.Holds(), problem);
                Assert.Equal(
                    (sizes[from - 1], sizes[to - 1]), (Checkpoint.Read(file!.Earlier.Text), Checkpoint.Read(file.Later.Text)));
            }
        foreach (var wrong in (string[])["inclusion?index=7", "inclusion?index=0&size=8", "consistency?from=0&to=3", "consistency?from=3&to=2"])
            (await host.GetAsync("proofpacks/log/" + wrong)).IsProblem(HttpStatusCode.NotFound, "ORC-PACK-010");
    }

    [Fact]
    public async Task Inclusion_OfEveryPackAtTheLatestSize_IsProved()
    {
        var packs = new List<PackHost.Reply>();
        for (var i = 0; i < 5; i++)
            packs.Add(await host.MakeAsync(PackHost.Request("I", i)));
        var head = await CheckpointAsync();

        foreach (var pack in packs)
        {
            var index = pack.Proof.Index;
            var proof = Hashes(await host.GetAsync($"proofpacks/log/inclusion?index={index}"));
            Assert.True(MerkleProof.Includes(MerkleHash.Leaf(pack.Manifest.ToBytes()), index, head.Size, proof, head.Root));
        }
    }

    [Theory]
    [InlineData("{}", "ORC-PACK-006")]
    [InlineData("not json", "ORC-PACK-006")]
    [InlineData("""{"subject":"x"}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"x","events":[],"format":"events"}""", "ORC-EVENT-004")]
    [InlineData("""{"subject":"x","events":[{"a":1}]}""", "ORC-EVENT-002")]
    [InlineData("""{"subject":"x","events":[{"type":"a","time":"now"}],"format":"events"}""", "ORC-EVENT-001")]
    [InlineData("""{"subject":"x","surprise":1,"events":[]}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"x","plan":{"route":"a"},"events":[{"type":"a","time":"2026-01-01T00:00:00Z"}]}""", "ORC-PACK-006")]
    [InlineData("""{"\ud800":1}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"\ud800","events":[]}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"x","plan":{"route":["\udc00"]},"events":[]}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"x","events":[{"id":"\ud800","type":"a","time":"2026-01-01T00:00:00Z"}]}""", "ORC-PACK-006")]
    [InlineData("""{"subject":"x","events":[{"\ud800":1,"type":"a","time":"2026-01-01T00:00:00Z"}]}""", "ORC-PACK-006")]
    [InlineData("""{"shipment_id":"x","events":[{"\ud800":1}]}""", "ORC-PACK-006")]
    public async Task Request_ThatIsWrong_IsRefusedWithItsCode(string body, string code) =>
        (await host.PostAsync("proofpacks/run", body)).IsProblem(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Request_WithFaultyEvents_NamesEachPath()
    {
        var refused = await host.PostAsync(
            "proofpacks/run", """{"subject":"x","format":"events","events":[{"type":"a"},{"time":"2026-01-01T00:00:00Z"}]}""");

        Assert.Equal(
            ["$.events[0].time", "$.events[1].type"],
            refused.Json.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Answers_ToATenant_AreSignedForItAlone()
    {
        var made = await host.PostAsync("api/tenants", """{"name":"acme"}""");
        var apiKey = made.Json.GetProperty("apiKey").GetString()!;
        var secrets = made.Json.GetProperty("responseSecrets");
        var listed = await host.GetAsync("proofpacks", ("X-Api-Key", apiKey));

        var signature = new MessageSignature(
            listed.Headers["X-Signature"], listed.Headers["X-Signature-Alg"], listed.Headers["X-Signature-KeyId"],
            listed.Headers["X-Signature-Timestamp"]);
        byte[]? SecretOf(string id) => secrets.TryGetProperty(id, out var secret) ? Convert.FromBase64String(secret.GetString()!) : null;
        Assert.True(HmacSignature.Check(signature, listed.Body, WallClock.Instance.GetUtcNow(), SecretOf).IsValid);
        Assert.Equal(HttpSignature.ContentDigest(listed.Body), listed.Headers["Content-Digest"]);
        var other = (await host.PostAsync("api/tenants", """{"name":"other"}""")).Json.GetProperty("responseSecrets");
        Assert.Equal(SignatureVerdict.Altered, HmacSignature.Check(
            signature, listed.Body, WallClock.Instance.GetUtcNow(), id => Convert.FromBase64String(other.GetProperty(id).GetString()!)).Code);
    }

    [Fact]
    public async Task Answers_OnRequest_CarryAnHttpMessageSignature()
    {
        var made = await host.MakeAsync(PackHost.Request("H"));
        var path = "/proofpacks/" + made.Manifest.Header.Id;
        var read = await host.GetAsync(path, ("Accept-Signature", "sig1=(\"@status\" \"content-digest\")"));

        var input = read.Headers["Signature-Input"];
        Assert.StartsWith(
            "sig1=(\"@status\" \"content-digest\" \"content-type\" \"@method\";req \"@path\";req);created=", input, StringComparison.Ordinal);
        var bytes = HttpSignature.Base(
            [
                ("\"@status\"", "200"), ("\"content-digest\"", read.Headers["Content-Digest"]), ("\"content-type\"", "application/json"),
                ("\"@method\";req", "GET"), ("\"@path\";req", path),
            ], input["sig1=".Length..]);
        using var key = ECDsa.Create();
        var keys = (await host.GetAsync("proofpacks/keys")).Json.GetProperty("keys");
        key.ImportSubjectPublicKeyInfo(KeyBytes(keys[0]), out _);
        var signature = Convert.FromBase64String(read.Headers["Signature"]["sig1=:".Length..^1]);
        Assert.True(key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    static byte[] KeyBytes(System.Text.Json.JsonElement key) => Convert.FromBase64String(key.GetProperty("publicKey").GetString()!);

    async Task<Checkpoint> CheckpointAsync()
    {
        var note = SignedNote.Read((await host.GetAsync("proofpacks/log/checkpoint")).Body, out var problem);
        Assert.True(note is not null, problem);
        return Checkpoint.Read(note.Text)!;
    }

    static Digest[] Hashes(PackHost.Reply reply) => [.. reply.Json.GetProperty("hashes").EnumerateArray()
        .Select(h => Digest.TryFromBase64(Encoding.UTF8.GetBytes(h.GetString()!), out var digest) ? digest : throw new FormatException())];
}
