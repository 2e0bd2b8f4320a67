using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Security;

/// <summary>Callers that have no business here: other sites' pages, other names for this machine, no key or a wrong one.</summary>
public sealed class ForeignCallerTests : IDisposable
{
    static readonly object stop = new { reason = "A page of another site wants it" };

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-foreign-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Act_AskedForByAnotherSitesPage_IsRefusedAndNotDone(string header, string value)
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        foreach (var path in new[] { "api/emergency-stop", "api/kill-switch" })
        {
            (await host.SendAsync(HttpMethod.Post, path, stop, (header, value))).IsProblem(403, "ORC-HOST-101", "another origin");
            Assert.Equal("False", Active(await host.GetAsync(path)));
        }
        (await host.SendAsync(HttpMethod.Post, "admin/functions/DcaTimer", new { }, (header, value))).IsProblem(403, "ORC-HOST-101");
        (await host.SendAsync(HttpMethod.Delete, "runtime/webhooks/durabletask/instances/x", null, (header, value)))
            .IsProblem(403, "ORC-HOST-101");
        Assert.Empty((await host.GetAsync("api/orchestrations?operation=Dca")).Json.GetProperty("instances").EnumerateArray());
    }

    [Fact]
    public async Task Answer_EmbeddedByAnotherSitesPage_IsRefused()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        foreach (var path in new[] { "api/portfolio", "api/audit", "proofpacks", "portal/", "runtime/webhooks/durabletask/instances" })
            (await host.SendAsync(HttpMethod.Get, path, null, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "script")))
                .IsProblem(403, "ORC-HOST-101");
        var followed = await host.SendAsync(HttpMethod.Get, "portal/", null, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "document"));
        Assert.NotEqual(403, followed.Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    public async Task Name_OfAnotherHostThatLeadsHere_IsNotAnswered(string name)
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        foreach (var path in new[] { "portal/", "api/portfolio", "proofpacks", "health" })
            (await host.SendAsync(HttpMethod.Get, path, null, ("Host", name))).IsProblem(421, "ORC-HOST-100");
        (await host.SendAsync(HttpMethod.Post, "api/emergency-stop", stop, ("Host", name), ("Origin", "http://" + name)))
            .IsProblem(421, "ORC-HOST-100");
        Assert.Equal("False", Active(await host.GetAsync("api/emergency-stop")));
    }

    [Fact]
    public async Task Host_ListeningBeyondItsMachine_OpensNothingWithoutTheRightKey()
    {
        await using var host = await ServedHost.StartBeyondLoopbackAsync(folder, WallClock.Instance);
        var (hostKey, masterKey) = (host.Keys["host key 'default'"], host.Keys["master key"]);
        foreach (var path in new[] { "api/portfolio", "api/audit", "api/orders", "api/settings", "api/orchestrations", "admin/functions" })
        {
            (await host.GetAsync(path)).IsProblem(401, "ORC-HOST-102");
            (await host.SendAsync(HttpMethod.Get, path, null, ("x-functions-key", "wrong"))).IsProblem(401, "ORC-HOST-102");
            (await host.SendAsync(HttpMethod.Get, path, null, ("x-functions-key", hostKey[..^1]))).IsProblem(401, "ORC-HOST-102");
        }
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "api/portfolio", null, ("x-functions-key", hostKey))).Status);
        // A key to look is none to act.
        var purge = new { reason = "Looking only" };
        (await host.SendAsync(HttpMethod.Post, "api/orchestrations/x/purge", purge, ("x-functions-key", hostKey))).IsProblem(401, "ORC-HOST-102");
        (await host.SendAsync(HttpMethod.Post, "api/orchestrations/x/purge", purge, ("x-functions-key", masterKey))).IsProblem(404, "ORC-ORCH-001");
    }

    [Fact]
    public async Task OpenTenant_AskedForUnderAForeignName_IsNotGiven()
    {
        await using var host = await ServedHost.StartBeyondLoopbackAsync(folder, WallClock.Instance, ("ProofPacks:OpenTenant", "main"));
        Assert.Equal(200, (await host.GetAsync("proofpacks")).Status);
        (await host.SendAsync(HttpMethod.Get, "proofpacks", null, ("Host", "evil.example"))).IsProblem(401, "ORC-PACK-009");
    }

    [Fact]
    public async Task Tenant_NamedWithoutItsKey_IsGivenOnTheMachineItselfAlone()
    {
        await using (var host = await ServedHost.StartAsync(folder, WallClock.Instance))
        {
            Assert.Equal(201, (await host.PostAsync("api/tenants", new { name = "acme" })).Status);
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "proofpacks", null, ("X-Tenant", "acme"))).Status);
            (await host.SendAsync(HttpMethod.Get, "proofpacks", null, ("X-Tenant", "nobody"))).IsProblem(401, "ORC-PACK-009", "no tenant");
            (await host.SendAsync(HttpMethod.Get, "proofpacks", null, ("X-Tenant", "acme"), ("X-Api-Key", "wrong"))).IsProblem(401, "ORC-PACK-009");
        }
        await using var open = await ServedHost.StartBeyondLoopbackAsync(folder, WallClock.Instance);
        (await open.SendAsync(HttpMethod.Get, "proofpacks", null, ("X-Tenant", "acme"))).IsProblem(401, "ORC-PACK-009");
    }

    static string Active(ServedHost.Answer answer)
    {
        var json = answer.Json;
        return (json.TryGetProperty("state", out var state) ? state : json).GetProperty("active").ToString();
    }
}
