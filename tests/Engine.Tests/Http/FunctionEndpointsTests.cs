using System.Net;
using Orchestrations.Engine.Hosting;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public class FunctionEndpointsTests
{
    [Theory]
    [InlineData("/Text?name=Ada", 200, "text/plain", "hello Ada")]
    [InlineData("/text", 200, "text/plain", "hello ")]
    [InlineData("/Poco", 200, "application/json", """{"pair":"BTC","amount":1.5}""")]
    [InlineData("/Result", 201, "application/json", """{"ok":true}""")]
    [InlineData("/Action", 203, "application/json", """{"pair":"ETH","amount":2}""")]
    [InlineData("/Nothing", 204, null, "")]
    [InlineData("/Own", 418, null, "teapot")]
    [InlineData("/NotFound", 404, null, "")]
    [InlineData("/items/7", 200, "text/plain", "item 7")]
    [InlineData("/bound/7", 200, "text/plain", "fake Bound 7 True True")]
    [InlineData("/Guarded", 200, "text/plain", "inside")]
    [InlineData("/mapped-elsewhere", 200, "text/plain", "plain")]
    public async Task Function_Called_AnswersWithItsResult(string path, int status, string? type, string body)
    {
        await using var host = await StartAsync();
        var response = await host.Send("GET", path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Function_WithTypedRouteValues_GetsThem()
    {
        await using var host = await StartAsync();
        const string Id = "0b6d4a06-9a52-4f22-9a3e-5f1f9b1c9a10";

        var all = await host.Client.GetStringAsync($"/typed/a%20b/-7/9999999999/{Id}/true/2024-01-31");
        Assert.Equal($"a b -7 9999999999 {Id} True 2024-01-31T00:00:00.0000000Z", all);
        var withoutDay = await host.Client.GetStringAsync($"/typed/a/1/2/{Id}/false");
        Assert.Equal($"a 1 2 {Id} False ", withoutDay);
    }

    [Fact]
    public async Task Function_WithAnUnreadableRouteValue_Answers400()
    {
        await using var host = await StartAsync();
        var detail = await AssertProblem(
            await host.Send("GET", "/typed/a/seven/2/0b6d4a06-9a52-4f22-9a3e-5f1f9b1c9a10/true"), 400, "ORC-HOST-113");
        Assert.Contains("'seven'", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_ThatThrows_Answers500WithoutItsInside()
    {
        await using var host = await StartAsync();
        var response = await host.Send("GET", "/Throws");
        await AssertProblem(response, 500, "ORC-HOST-104");
        var body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/items/x", 404)]
    [InlineData("GET", "/items/0", 404)]
    [InlineData("POST", "/Text", 405)]
    public async Task Address_ThatNothingServes_IsNamed(string method, string path, int status)
    {
        await using var host = await StartAsync();
        var response = await host.Send(method, path);
        await AssertProblem(response, status, "ORC-HOST-116");
        if (status == 405)
            Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Function_WithABody_ReadsIt()
    {
        await using var host = await StartAsync();
        var response = await host.Send("POST", "/Echo", Json("""{"pair":"BTC","amount":0.25}"""));
        Assert.Equal("""{"pair":"BTC","amount":0.25}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{\n  \"pair\": oops }", "line 2")]
    [InlineData("""{"pair":"BTC","amount":"much"}""", "$.amount")]
    [InlineData("null", "null")]
    [InlineData("", "Order")]
    public async Task Function_WithAMalformedBody_Answers400AndSaysWhere(string body, string mentions)
    {
        await using var host = await StartAsync();
        Assert.Contains(
            mentions, await AssertProblem(await host.Send("POST", "/Echo", Json(body)), 400, "ORC-HOST-105"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_WithABodyThatIsNotJson_Answers415()
    {
        await using var host = await StartAsync();
        await AssertProblem(await host.Send("POST", "/Echo", new StringContent("hello")), 415, "ORC-HOST-106");
    }

    [Fact]
    public async Task Body_UpToTheLimit_IsRead()
    {
        await using var host = await StartAsync();
        var response = await host.Send("POST", "/Length", new ByteArrayContent(new byte[1024 * 1024]));
        Assert.Equal("1048576", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverTheLimit_Answers413(bool chunked)
    {
        await using var host = await StartAsync();
        using var content = new ByteArrayContent(new byte[2 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Length") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        await AssertProblem(await host.Client.SendAsync(request), 413, "ORC-HOST-103");
    }

    [Fact]
    public async Task Routes_WithThePrefixOfHostJson_StartWithIt()
    {
        await using var host = await StartAsync(new HostJson(), "http://127.0.0.1:0", null, typeof(HttpFunctions.Web), typeof(HttpFunctions.Root));
        Assert.Equal(HttpStatusCode.OK, (await host.Send("GET", "/api/Text")).StatusCode);
        Assert.Equal("home", await host.Client.GetStringAsync("/api"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Send("GET", "/Text")).StatusCode);
    }

    [Fact]
    public async Task Route_ThatIsEmptyWithoutPrefix_IsTheRoot()
    {
        await using var host = await StartAsync(new HostJson { RoutePrefix = "" }, "http://127.0.0.1:0", null, typeof(HttpFunctions.Root));
        Assert.Equal("home", await host.Client.GetStringAsync("/"));
    }

    [Theory]
    [InlineData(typeof(HttpFunctions.SameRoute), "First")]
    [InlineData(typeof(HttpFunctions.UnknownConstraint), "prime")]
    [InlineData(typeof(HttpFunctions.ReservedRoute), "/admin")]
    public async Task Route_ThatCannotBeServed_StopsTheStart(Type functions, string mentions)
    {
        var refused = await Assert.ThrowsAsync<HostException>(
            () => StartAsync(new HostJson { RoutePrefix = "" }, "http://127.0.0.1:0", null, functions));
        Assert.Equal("ORC-HOST-004", refused.Code);
        Assert.Contains(mentions, refused.Message, StringComparison.Ordinal);
    }
}
