using System.Net;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>Which key opens what, and making them over HTTP, on a host beyond loopback.</summary>
public sealed class KeysApiTests : IDisposable
{
    const string System = "/runtime/webhooks/durabletask/instances";

    readonly string folder = Directory.CreateTempSubdirectory("orc-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("master key", true, true, true, true)]
    [InlineData("host key 'default'", true, true, false, false)]
    [InlineData("system key 'durabletask_extension'", false, false, true, false)]
    public async Task Key_OfEachKind_OpensItsLevelOnly(string key, bool function, bool timers, bool system, bool admin)
    {
        await using var host = await Beyond();
        var value = host.ShownKeys[key];
        await Opens(host, "/Guarded", value, function);
        await Opens(host, "/api/timers", value, timers);
        await Opens(host, System, value, system);
        await Opens(host, "/admin/functions", value, admin);
        await Opens(host, "/admin/host/keys", value, admin);
    }

    [Fact]
    public async Task Key_OfOneFunction_OpensThatFunctionOnly()
    {
        await using var host = await Beyond();
        var made = await Send(host, "POST", "/admin/functions/guarded/keys/partner");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("no-store", made.Headers.CacheControl?.ToString());
        var value = (await JsonOf(made)).GetProperty("value").GetString()!;
        await Opens(host, "/Guarded", value, true);
        await Opens(host, "/api/timers", value, false);
        await Opens(host, System, value, false);

        await Send(host, "POST", "/admin/functions/Text/keys/partner");
        var other = (await JsonOf(await Send(host, "POST", "/admin/functions/Text/keys/partner"))).GetProperty("value").GetString()!;
        await Opens(host, "/Guarded", other, false);
        await Opens(host, "/Guarded", value, true);

        Assert.Equal(HttpStatusCode.NoContent, (await Send(host, "DELETE", "/admin/functions/Guarded/keys/partner")).StatusCode);
        await Opens(host, "/Guarded", value, false);
    }

    [Fact]
    public async Task Keys_Listed_ShowNamesAndNoValues()
    {
        await using var host = await Beyond();
        await Send(host, "POST", "/admin/host/keys/partner");
        var listed = (await JsonOf(await Send(host, "GET", "/admin/host/keys"))).GetProperty("keys");
        Assert.Equal(["default", "partner"], listed.EnumerateArray().Select(key => key.GetProperty("name").GetString()));
        Assert.Equal(["name", "created"], listed[0].EnumerateObject().Select(member => member.Name));
        var system = (await JsonOf(await Send(host, "GET", "/admin/host/systemkeys"))).GetProperty("keys");
        Assert.Equal("durabletask_extension", Assert.Single(system.EnumerateArray()).GetProperty("name").GetString());
        Assert.Empty((await JsonOf(await Send(host, "GET", "/admin/functions/Guarded/keys"))).GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task MasterKey_Renewed_IsAnotherFromThenOn()
    {
        await using var host = await Beyond();
        var old = host.ShownKeys["master key"];
        var renewed = await host.Send("POST", "/admin/host/keys/_master", null, ("x-functions-key", old));
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        await Opens(host, "/admin/functions", old, false);
        await Opens(host, "/admin/functions", (await JsonOf(renewed)).GetProperty("value").GetString()!, true);
    }

    [Theory]
    [InlineData("POST", "/admin/host/keys/a%20b", 400, "ORC-HOST-118")]
    [InlineData("DELETE", "/admin/host/keys/_master", 400, "ORC-HOST-118")]
    [InlineData("POST", "/admin/host/systemkeys/_master", 400, "ORC-HOST-118")]
    [InlineData("DELETE", "/admin/host/keys/none", 404, "ORC-HOST-119")]
    [InlineData("DELETE", "/admin/host/keys/durabletask_extension", 404, "ORC-HOST-119")]
    [InlineData("POST", "/admin/functions/Missing/keys/a", 404, "ORC-HOST-107")]
    [InlineData("PUT", "/admin/host/keys/a", 404, "ORC-HOST-116")]
    public async Task Request_ThatCannotBe_SaysWhy(string method, string path, int status, string code)
    {
        await using var host = await Beyond();
        await AssertProblem(await Send(host, method, path), status, code);
    }

    [Fact]
    public async Task KeyFile_BrokenWhileTheHostRuns_OpensNothing()
    {
        await using var host = await Beyond();
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), "{}");
        await AssertProblem(await Send(host, "GET", "/Guarded"), 503, "ORC-HOST-010");
        Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", "/Text")).StatusCode);
    }

    [Fact]
    public async Task Keys_OnLoopbackWithoutADataDirectory_CannotBeMade()
    {
        await using var host = await StartAsync();
        await AssertProblem(await host.Send("POST", "/admin/host/keys/a"), 503, "ORC-HOST-010");
    }

    Task<WebHost> Beyond() => StartAsync(url: "http://0.0.0.0:0", dataDirectory: folder);

    static Task<HttpResponseMessage> Send(WebHost host, string method, string path) =>
        host.Send(method, path, null, ("x-functions-key", host.ShownKeys["master key"]));

    static async Task Opens(WebHost host, string path, string key, bool opens)
    {
        var response = await host.Send("GET", path, null, ("x-functions-key", key));
        if (opens)
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else
            await AssertProblem(response, 401, "ORC-HOST-102");
    }
}
