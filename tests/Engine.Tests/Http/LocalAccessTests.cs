using System.Net;
using Orchestrations.Engine.Hosting;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public sealed class LocalAccessTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orc-key-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:7071", true)]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("192.168.1.7", false)]
    public async Task Host_OnLoopback_AnswersToItsOwnNamesOnly(string name, bool answers)
    {
        await using var host = await StartAsync();
        foreach (var path in new[] { "/Text", "/mapped-elsewhere", "/admin/functions" })
        {
            var response = await host.Send("GET", path, null, ("Host", name));
            if (answers)
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            else
                await AssertProblem(response, 421, "ORC-HOST-100");
        }
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    public async Task Host_OnLoopback_RefusesWritesOfForeignPages(string origin)
    {
        await using var host = await StartAsync();
        await AssertProblem(await host.Send("POST", "/Echo", Json("{}"), ("Origin", origin)), 403, "ORC-HOST-101");
        await AssertProblem(
            await host.Send("DELETE", "/runtime/webhooks/durabletask/instances/a", null, ("Origin", origin)), 403, "ORC-HOST-101");
        Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", "/Text", null, ("Origin", origin))).StatusCode);
    }

    [Theory]
    [InlineData("POST", "cross-site", "empty", false)]
    [InlineData("POST", "same-site", "document", false)]
    [InlineData("POST", "same-origin", "empty", true)]
    [InlineData("POST", "none", "document", true)]
    [InlineData("GET", "cross-site", "script", false)]
    [InlineData("GET", "cross-site", "iframe", false)]
    [InlineData("GET", "same-site", "image", false)]
    [InlineData("GET", "cross-site", "document", true)]
    [InlineData("GET", "same-origin", "empty", true)]
    public async Task Host_OnLoopback_RefusesWhatABrowserSaysAnotherPageSent(string method, string site, string destination, bool answers)
    {
        await using var host = await StartAsync();
        var (path, body) = method == "POST" ? ("/Echo", Json("{}")) : ("/Text", null);
        var response = await host.Send(method, path, body, ("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", destination));
        if (answers)
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else
            await AssertProblem(response, 403, "ORC-HOST-101");
    }

    [Fact]
    public async Task Host_OnLoopback_AllowsWritesOfItsOwnPagesWithoutAKey()
    {
        await using var host = await StartAsync();
        var response = await host.Send("POST", "/Guarded", null, ("Origin", host.Address));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(host.ShownKeys);
    }

    [Fact]
    public async Task Host_BeyondLoopback_NeedsItsKeyAboveAnonymous()
    {
        await using var host = await StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder);
        var key = host.ShownKeys["master key"];

        Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", "/Text", null, ("Host", "any.example"))).StatusCode);
        foreach (var path in new[] { "/Guarded", "/admin/functions", "/admin/host/status", "/runtime/webhooks/durabletask/instances" })
        {
            await AssertProblem(await host.Send("GET", path), 401, "ORC-HOST-102");
            await AssertProblem(await host.Send("GET", $"{path}?code=wrong"), 401, "ORC-HOST-102");
            Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", $"{path}?code={key}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", $"{path}?code=wrong", null, ("x-functions-key", key))).StatusCode);
            await AssertProblem(await host.Send("GET", $"{path}?code={key}", null, ("x-functions-key", "wrong")), 401, "ORC-HOST-102");
        }
    }

    [Fact]
    public async Task Links_BeyondLoopback_CarryTheCallersKey()
    {
        await using var host = await StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder);
        var key = host.ShownKeys["system key 'durabletask_extension'"];
        var response = await host.Send("POST", $"/runtime/webhooks/durabletask/orchestrators/Orc?code={key}");
        Assert.EndsWith($"&code={key}", (await JsonOf(response)).GetProperty("statusQueryGetUri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AcrossRestarts_StayAndAreShownOnce()
    {
        string key;
        await using (var first = await StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder))
        {
            Assert.Equal(3, first.ShownKeys.Count);
            key = first.ShownKeys["host key 'default'"];
        }

        await using var second = await StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder);
        Assert.Empty(second.ShownKeys);
        Assert.Equal(HttpStatusCode.OK, (await second.Send("GET", $"/Guarded?code={key}")).StatusCode);
    }

    [Fact]
    public async Task Start_BeyondLoopbackWithoutADataDirectory_IsRefused()
        => Assert.Equal("ORC-HOST-010", (await Assert.ThrowsAsync<HostException>(() => StartAsync(url: "http://0.0.0.0:0"))).Code);

    [Fact]
    public async Task Start_WithABrokenKeyFile_IsRefusedAndLeavesIt()
    {
        var file = Path.Combine(folder, "keys.json");
        await File.WriteAllTextAsync(file, "{}");
        var refused = await Assert.ThrowsAsync<HostException>(() => StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder));
        Assert.Equal("ORC-HOST-010", refused.Code);
        Assert.Equal("{}", await File.ReadAllTextAsync(file));
    }
}
