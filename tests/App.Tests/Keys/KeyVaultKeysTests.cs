using System.Security.Cryptography;
using System.Text;
using Orchestrations.App.Keys;
using Orchestrations.Domain.Signing;

namespace Orchestrations.App.Tests.Keys;

public class KeyVaultKeysTests
{
    [Fact]
    public async Task Keys_AfterTheChallenge_AreTheNewestVersions()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        bench.AddPack();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        var (pack, response) = (bench.AddPack(), bench.AddResponse());

        var ring = await bench.GetAsync();

        Assert.Equal((pack, response), (ring.Pack.Id, ring.Response.Id));
        Assert.Equal(2, ring.Packs.Count);
        Assert.Contains(bench.Vault.Requests, r => r.EndsWith(" 401", StringComparison.Ordinal));
        using var anybody = ECDsa.Create();
        anybody.ImportSubjectPublicKeyInfo(ring.Pack.PublicKey.Span, out _);
        var envelope = ring.Pack.Sign("text/plain", "evidence"u8);
        Assert.True(anybody.VerifyData(Envelope.Pae("text/plain", "evidence"u8), envelope.Signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Start_WithAVaultThatHasNoSecrets_IsRefusedWithTheirNames()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var opening = new KeysOpening(bench.Keys);

        var refused = await Assert.ThrowsAsync<KeysException>(() => opening.StartAsync(CancellationToken.None));

        Assert.Equal(KeysException.Missing, refused.Code);
        Assert.Contains("'packs'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("signing-secrets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AskedAgainSoon_AreNotReadAgain()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        bench.AddPack();
        bench.AddResponse();
        await bench.GetAsync();
        var requests = bench.Vault.Requests.Count;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.GetAsync().AsTask()));
        Assert.Equal(requests, bench.Vault.Requests.Count);

        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.GetAsync().AsTask()));
        // Both lists once; values that are known are not asked for again.
        Assert.Equal(requests + 2, bench.Vault.Requests.Count);
    }

    [Fact]
    public async Task Rotation_WithAVersionThatBeginsLater_OverlapsAndSwitchesOnTime()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var (old, response) = (bench.AddPack(), bench.AddResponse());
        var next = bench.AddPack(begins: TimeSpan.FromMinutes(2));

        var before = await bench.GetAsync();
        Assert.Equal(old, before.Pack.Id);
        Assert.Contains(before.Packs, k => k.Id == next);

        // Less than the refresh interval: the switch itself ends what is remembered.
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        var after = await bench.GetAsync();
        Assert.Equal(next, after.Pack.Id);
        Assert.Contains(after.Packs, k => k.Id == old);

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var secret = bench.AddResponse();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var both = await bench.GetAsync();
        Assert.Equal(secret, both.Response.Id);
        Assert.Equal([secret, response], both.Responses.Select(r => r.Id));

        bench.Vault.Disable(response);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([secret], (await bench.GetAsync()).Responses.Select(r => r.Id));
    }

    [Fact]
    public async Task Throttling_OfAFewRequests_IsWaitedOut()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var pack = bench.AddPack();
        bench.AddResponse();
        bench.Vault.Throttle(times: 2, retryAfterSeconds: 1);

        Assert.Equal(pack, (await bench.GetAsync()).Pack.Id);
        Assert.Equal(2, bench.Vault.Requests.Count(r => r.EndsWith(" 429", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Throttling_ThatGoesOn_IsHeededAndTheKnownKeysServe()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var pack = bench.AddPack();
        bench.AddResponse();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        // The client gives up at its third try; what the last answer asks for is kept to.
        bench.Vault.Throttle(times: 3, retryAfterSeconds: 1);
        Assert.Equal(pack, (await bench.GetAsync()).Pack.Id);
        var requests = bench.Vault.Requests.Count;

        bench.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(pack, (await bench.GetAsync()).Pack.Id);
        Assert.Equal(requests, bench.Vault.Requests.Count);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await bench.GetAsync();
        Assert.True(bench.Vault.Requests.Count > requests);
    }

    [Fact]
    public async Task Outage_OfTheVault_IsBridgedForAWhileAndEnds()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var pack = bench.AddPack();
        bench.AddResponse();
        await bench.GetAsync();

        bench.Vault.IsDown = true;
        bench.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(pack, (await bench.GetAsync()).Pack.Id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var refused = await Assert.ThrowsAsync<KeysException>(async () => await bench.GetAsync());
        Assert.Equal(KeysException.Unreachable, refused.Code);

        bench.Vault.IsDown = false;
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(pack, (await bench.GetAsync()).Pack.Id);
    }

    [Fact]
    public async Task Vault_ThatNeverAnswered_GivesNoKeys()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        bench.Vault.IsDown = true;
        Assert.Equal(KeysException.Unreachable, (await Assert.ThrowsAsync<KeysException>(async () => await bench.GetAsync())).Code);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("P-384")]
    [InlineData("public")]
    public async Task PackSecret_ThatIsNoPrivateKeyOnTheCurve_IsRefusedUnseen(string kind)
    {
        await using var bench = await KeyVaultBench.StartAsync();
        using var other = ECDsa.Create(kind == "P-384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var pem = kind switch
        {
            "P-384" => other.ExportPkcs8PrivateKeyPem(),
            "public" => other.ExportSubjectPublicKeyInfoPem(),
            _ => kind,
        };
        bench.AddPack(pem: pem);
        bench.AddResponse();

        var refused = await Assert.ThrowsAsync<KeysException>(async () => await bench.GetAsync());

        Assert.Equal(KeysException.Unusable, refused.Code);
        Assert.DoesNotContain(pem, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseSecret_ThatIsTooShort_IsRefusedUnseen()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        bench.AddPack();
        bench.AddResponse("hush hush");

        var refused = await Assert.ThrowsAsync<KeysException>(async () => await bench.GetAsync());

        Assert.Equal(KeysException.Unusable, refused.Code);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_WhateverHappens_AreNeverLogged()
    {
        await using var bench = await KeyVaultBench.StartAsync();
        var (pem, secret) = (KeyVaultBench.Pem(), KeyVaultBench.Secret());
        bench.AddPack(pem: pem);
        bench.AddResponse(secret);
        var ring = await bench.GetAsync();
        bench.Vault.IsDown = true;
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await bench.GetAsync();

        Assert.NotEmpty(bench.Log);
        foreach (var said in (string[])[bench.Log, $"{ring}", $"{ring.Pack} {ring.Response}", bench.Keys.Description])
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain(pem.Split('\n')[1], said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ResponseSecret_OfEachTenant_IsItsOwn()
    {
        var key = new ResponseKey("k", Encoding.UTF8.GetBytes("0123456789012345678901234"));

        Assert.Equal(key.SecretOf("a"), key.SecretOf("a"));
        Assert.NotEqual(key.SecretOf("a"), key.SecretOf("b"));
        Assert.Equal(32, key.SecretOf("a").Length);
    }
}
