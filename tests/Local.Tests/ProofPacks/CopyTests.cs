using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>What is given away of packs: redacted copies, bundles, verdicts.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    const string Epcis = """
        {"subject":"S","format":"epcis-2.0","events":{"@context":[],"type":"EPCISDocument","epcisBody":{"eventList":[
          {"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00",
           "epcList":["urn:epc:id:sscc:4012345.0000000333"],"bizStep":"departing","example:plate":"K-PX 4711","example:phone":"+4922155501"}]}}}
        """;

    PackHost host = null!;

    public async Task InitializeAsync() => host = await PackHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Copy_ByATemplate_VerifiesAndTellsNothingOfWhatItWithholds()
    {
        var pack = await host.MakeAsync(Epcis);
        await SetAsync("customs", """
            {"rules":[{"field":"/source/example:plate","action":"hash"},{"field":"/source/example:phone","action":"mask","reveal":2}]}
            """);
        await SetAsync("public", """{"rules":[{"field":"/source","action":"drop"}]}""");

        var whole = await host.GetAsync($"proofpacks/{pack.Manifest.Header.Id}");
        var hash = JsonDocument.Parse(whole.Body).RootElement.GetProperty("events")[0].GetProperty("fields")
            .GetProperty("/epcisEventHash")[1].GetString()!;
        foreach (var template in (string[])["customs", "public"])
        {
            var copy = await host.GetAsync($"proofpacks/{pack.Manifest.Header.Id}?template={template}");
            Assert.Equal(HttpStatusCode.OK, copy.Status);
            Assert.Equal("Verified", await StandingAsync(copy.Text));
            // The hash of the whole event would let a guess at a withheld field be tested.
            foreach (var withheld in (string[])["K-PX 4711", "+4922155501", hash])
                AssertSaysNothingOf(withheld, copy.Text);
        }
        var shown = (await host.GetAsync($"proofpacks/{pack.Manifest.Header.Id}?template=customs")).Text;
        Assert.Contains("***01", shown, StringComparison.Ordinal);
        Assert.Contains("departing", shown, StringComparison.Ordinal);
    }

    // The audit log's hash covers a whole record: shown, it would let a guess at a withheld amount be tested.
    [Fact]
    public async Task Copy_OfThisSystemsOwnRun_ShowsNoHashOfItsRecords()
    {
        (string, string) own = ("X-Tenant", "operations");
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("admin/functions/DcaTimer", "{}")).Status);
        JsonElement[] made = [];
        for (var tries = 0; made.Length == 0 && tries < 600; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), WallClock.Instance);
            var listed = await host.GetAsync("proofpacks", own);
            made = listed.Status == HttpStatusCode.OK ? [.. listed.Json.GetProperty("packs").EnumerateArray()] : [];
        }
        var address = "proofpacks/" + Assert.Single(made).GetProperty("id").GetString();
        var hashes = JsonDocument.Parse((await host.GetAsync(address, own)).Body).RootElement.GetProperty("events").EnumerateArray()
            .Select(e => e.GetProperty("fields")).Where(fields => fields.TryGetProperty("/source/hash", out _))
            .Select(fields => fields.GetProperty("/source/hash")[1].GetString()!).ToList();
        Assert.NotEmpty(hashes);

        var set = await host.SendAsync(
            HttpMethod.Put, "proofpacks/templates/auditor", """{"rules":[{"field":"/source/data","action":"drop"}]}""", own);
        Assert.True(set.Status < HttpStatusCode.BadRequest, set.ToString());
        var copy = await host.GetAsync(address + "?template=auditor", own);
        Assert.Equal("Verified", await StandingAsync(copy.Text));
        foreach (var hash in hashes)
            AssertSaysNothingOf(hash, copy.Text);
    }

    [Fact]
    public async Task Copy_WithoutATemplateOfTheName_IsRefused()
    {
        var pack = await host.MakeAsync(PackHost.Request("S"));
        (await host.GetAsync($"proofpacks/{pack.Manifest.Header.Id}?template=none")).IsProblem(HttpStatusCode.NotFound, "ORC-PACK-012");
        (await host.SendAsync(HttpMethod.Put, "proofpacks/templates/x", """{"rules":[]}""")).IsProblem(HttpStatusCode.BadRequest, "ORC-PACK-006");
        (await host.SendAsync(HttpMethod.Put, "proofpacks/templates/x", """{"rules":[{"field":"a","action":"drop"}]}"""))
            .IsProblem(HttpStatusCode.BadRequest, "ORC-PROOF-012");
        (await host.SendAsync(HttpMethod.Put, "proofpacks/templates/x", """{"rules":[{"field":"/a","action":"burn"}]}"""))
            .IsProblem(HttpStatusCode.BadRequest, "ORC-PACK-006");
    }

    [Fact]
    public async Task Bundle_OfAPack_VerifiesByWhatIsInItAlone()
    {
        var pack = await host.MakeAsync(PackHost.Request("S"));
        var bundle = await host.GetAsync($"proofpacks/{pack.Manifest.Header.Id}/bundle");

        Assert.Equal("application/zip", bundle.Headers["Content-Type"]);
        using var zip = new ZipArchive(new MemoryStream(bundle.Body));
        byte[] Read(string name)
        {
            using var entry = zip.GetEntry(name)!.Open();
            using var bytes = new MemoryStream();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        }
        using var keys = KeyList.Read(Read("keys.json"));
        var verdict = PackVerifier.Verify(Read("pack.json"), new PackEvidence(keys, Read("pack.tlog-proof")));
        Assert.True(verdict.Standing == PackStanding.Verified, string.Join('\n', verdict.Results));
        Assert.Equal(pack.Body, Read("pack.json"));
    }

    [Fact]
    public async Task Verdict_OfAnyChangedByte_IsNeverVerified()
    {
        var pack = await host.MakeAsync(PackHost.Request("S"));
        Assert.Equal("Verified", await StandingAsync(pack.Text));

        for (var at = 0; at < pack.Body.Length; at += Math.Max(1, pack.Body.Length / 100))
        {
            var changed = (byte[])pack.Body.Clone();
            changed[at] ^= 1;
            var answer = await host.PostAsync("proofpacks/verify", Encoding.Latin1.GetString(changed));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.NotEqual("Verified", answer.Json.GetProperty("standing").GetString());
        }
    }

    [Fact]
    public async Task Verdict_AfterRevocation_GoesByThePlaceInTheLog()
    {
        var before = await host.MakeAsync(PackHost.Request("S", 1));
        var key = (await host.GetAsync("proofpacks/keys")).Json.GetProperty("keys")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync($"api/keys/{key}/revoke", "")).Status);

        Assert.Equal("Verified", await StandingAsync(before.Text));
        Assert.Equal(1, (await host.GetAsync("proofpacks/keys")).Json.GetProperty("keys")[0].GetProperty("revokedFromIndex").GetInt64());
        var asked = await host.PostAsync("proofpacks/run?wait=1", PackHost.Request("S", 2));
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        (await host.PostAsync("api/keys/nobody/revoke", "")).IsProblem(HttpStatusCode.NotFound, "ORC-KEY-006");
    }

    async Task SetAsync(string name, string body) =>
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Put, "proofpacks/templates/" + name, body)).Status);

    async Task<string?> StandingAsync(string pack)
    {
        var answer = await host.PostAsync("proofpacks/verify", pack);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Json.GetProperty("standing").GetString();
    }

    static void AssertSaysNothingOf(string value, string output)
    {
        Assert.DoesNotContain(value, output, StringComparison.Ordinal);
        foreach (var text in (string[])[value, $"\"{value}\"", value + "\n"])
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
            foreach (var form in (string[])
                [
                    Convert.ToHexStringLower(digest), Convert.ToHexString(digest), Convert.ToBase64String(digest), Base64Url.EncodeToString(digest),
                ])
                Assert.DoesNotContain(form, output, StringComparison.Ordinal);
        }
    }
}
