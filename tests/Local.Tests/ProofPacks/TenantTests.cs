using System.Net;
using System.Text;
using Orchestrations.Domain.Signatures;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

public sealed class TenantTests : IAsyncLifetime
{
    PackHost host = null!;

    public async Task InitializeAsync() => host = await PackHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Pack_OfAnotherTenant_AnswersExactlyAsAMissingOne()
    {
        var (acme, other) = (await host.TenantAsync("acme"), await host.TenantAsync("other"));
        var id = (await host.MakeAsync(PackHost.Request("S"), "k", acme)).Manifest.Header.Id;

        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
            {
                (HttpMethod.Get, "proofpacks/{0}", null), (HttpMethod.Get, "proofpacks/{0}/status", null),
                (HttpMethod.Put, "proofpacks/{0}/hold", """{"reason":"x"}"""), (HttpMethod.Delete, "proofpacks/{0}/hold", null),
            })
        {
            var theirs = await host.SendAsync(method, string.Format(null, path, id), body, ("X-Api-Key", other));
            var missing = await host.SendAsync(method, string.Format(null, path, "pp-" + new string('0', 32)), body, ("X-Api-Key", other));
            var strange = await host.SendAsync(method, string.Format(null, path, "x"), body, ("X-Api-Key", other));
            theirs.IsProblem(HttpStatusCode.NotFound, "ORC-PACK-004");
            Assert.Equal((missing.Status, missing.Text), (theirs.Status, theirs.Text));
            Assert.Equal((missing.Status, missing.Text), (strange.Status, strange.Text));
        }
        Assert.Empty((await host.GetAsync("proofpacks", ("X-Api-Key", other))).Json.GetProperty("packs").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("proofpacks/" + id, ("X-Api-Key", acme))).Status);
    }

    [Fact]
    public async Task Tenants_WithTheSameRequest_HavePacksAndLogsOfTheirOwn()
    {
        var (acme, other) = (await host.TenantAsync("acme"), await host.TenantAsync("other"));
        var mine = await host.MakeAsync(PackHost.Request("S"), "k", acme);
        var theirs = await host.MakeAsync(PackHost.Request("S"), "k", other);

        Assert.NotEqual(mine.Manifest.Header.Id, theirs.Manifest.Header.Id);
        Assert.Equal((0L, 0L), (mine.Proof.Index, theirs.Proof.Index));
        Assert.Equal("orchestrations.local/other", theirs.CheckProof().Origin);
    }

    [Theory]
    [InlineData("acme.wrong")]
    [InlineData("nobody.wrong")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(".")]
    public async Task ApiKey_ThatIsNotKnown_IsRefused(string key)
    {
        await host.TenantAsync("acme");
        (await host.GetAsync("proofpacks", ("X-Api-Key", key))).IsProblem(HttpStatusCode.Unauthorized, "ORC-PACK-009");
    }

    [Fact]
    public async Task ApiKeys_OfATenant_AreAddedAndRemovedAndNeverStored()
    {
        var first = await host.TenantAsync("acme");
        var second = (await host.PostAsync("api/tenants/acme/keys", "")).Json.GetProperty("apiKey").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("proofpacks", ("Authorization", "Bearer " + second))).Status);

        var ids = (await host.GetAsync("api/tenants")).Json.GetProperty("tenants").EnumerateArray()
            .Single(t => t.GetProperty("name").GetString() == "acme").GetProperty("keys");
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, $"api/tenants/acme/keys/{ids[0].GetString()}", null)).Status);

        (await host.GetAsync("proofpacks", ("X-Api-Key", first))).IsProblem(HttpStatusCode.Unauthorized, "ORC-PACK-009");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("proofpacks", ("X-Api-Key", second))).Status);
        foreach (var file in Directory.GetFiles(host.Folder, "*.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync();
            Assert.DoesNotContain(first.Split('.')[1], bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(second.Split('.')[1], bytes, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"name":"Acme"}""", HttpStatusCode.BadRequest, "ORC-TENANT-002")]
    [InlineData("""{"name":""}""", HttpStatusCode.BadRequest, "ORC-TENANT-002")]
    [InlineData("""{"name":"a","retentionDays":0}""", HttpStatusCode.BadRequest, "ORC-TENANT-005")]
    [InlineData("""{"name":"twice"}""", HttpStatusCode.Conflict, "ORC-TENANT-001")]
    public async Task Tenant_ThatCannotBe_IsRefused(string body, HttpStatusCode status, string code)
    {
        await host.TenantAsync("twice");
        (await host.PostAsync("api/tenants", body)).IsProblem(status, code);
    }

    [Fact]
    public async Task SignedRequest_IsTakenOnceAndOnlyAsItWasSigned()
    {
        var made = (await host.PostAsync("api/tenants", """{"name":"acme"}""")).Json;
        var apiKey = made.GetProperty("apiKey").GetString()!;
        var key = made.GetProperty("responseSecrets").EnumerateObject().First();
        const string Body = """{"events":[{"time":"2026-01-01T00:00:00Z","type":"a"}],"subject":"signed"}""";
        async Task<PackHost.Reply> SendAsync(string body, int seconds = 0, string? at = null, string? id = null, string? mac = null)
        {
            var signed = HmacSignature.Sign(
                Convert.FromBase64String(key.Value.GetString()!), id ?? key.Name,
                WallClock.Instance.GetUtcNow().AddSeconds(seconds), Encoding.UTF8.GetBytes(Body));
            return await host.PostAsync("proofpacks/run", body, ("X-Api-Key", apiKey), ("X-Signature", mac ?? signed.Signature!),
                ("X-Signature-Alg", signed.Algorithm!), ("X-Signature-KeyId", signed.KeyId!), ("X-Signature-Timestamp", at ?? signed.Timestamp!));
        }

        (await SendAsync(Body[..^3])).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-007");
        (await SendAsync("""{"subject":"signed","events":[{"time":"2026-01-01T00:00:00Z","type":"a"}]}"""))
            .IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-008");
        (await SendAsync(" " + Body)).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-009");
        (await SendAsync(Body.Replace("signed", "forged", StringComparison.Ordinal))).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-006");
        (await SendAsync(Body, -302)).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-004");
        (await SendAsync(Body, 330)).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-005");
        (await SendAsync(Body, id: "other")).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-003");
        (await SendAsync(Body, mac: "x")).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-002");
        (await host.PostAsync("proofpacks/run", Body, ("X-Api-Key", apiKey), ("X-Signature", "x")))
            .IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-001");

        var signedOnce = HmacSignature.Sign(
            Convert.FromBase64String(key.Value.GetString()!), key.Name, WallClock.Instance.GetUtcNow(), Encoding.UTF8.GetBytes(Body));
        (string, string)[] headers =
        [
            ("X-Api-Key", apiKey), ("X-Signature", signedOnce.Signature!), ("X-Signature-Alg", signedOnce.Algorithm!),
            ("X-Signature-KeyId", signedOnce.KeyId!), ("X-Signature-Timestamp", signedOnce.Timestamp!),
        ];
        Assert.Equal(HttpStatusCode.Created, (await host.PostAsync("proofpacks/run?wait=30", Body, headers)).Status);
        (await host.PostAsync("proofpacks/run?wait=30", Body, headers)).IsProblem(HttpStatusCode.Conflict, "ORC-SIGN-010");
        // The same bytes in another text: the last character before the padding has two bits that say nothing.
        var mac = signedOnce.Signature!;
        headers[1].Item2 = mac[..42] + (char)(mac[42] + 1) + "=";
        Assert.Equal(Convert.FromBase64String(mac), Convert.FromBase64String(headers[1].Item2));
        (await host.PostAsync("proofpacks/run?wait=30", Body, headers)).IsProblem(HttpStatusCode.BadRequest, "ORC-SIGN-002");
    }
}
