using System.Net;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public sealed class AdminApiTests : IAsyncLifetime
{
    WebHost host = null!;

    public async Task InitializeAsync() => host = await StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("nightly", null, "timer False")]
    [InlineData("Nightly", """{"input":""}""", "timer False")]
    [InlineData("OnOrder", """{"input":{"pair":"BTC","amount":1}}""", "order BTC")]
    [InlineData("OnOrder", """{"input":"{\"pair\":\"ETH\",\"amount\":1}"}""", "order ETH")]
    [InlineData("OnText", """{"input":"words"}""", "text words")]
    public async Task Function_StartedByHand_RunsAndAnswers202(string name, string? body, string seen)
    {
        var response = await host.Send("POST", $"/admin/functions/{name}", body is null ? null : Json(body));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(seen, await host.Calls.Next.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("Missing", 404, "ORC-HOST-107")]
    [InlineData("Text", 400, "ORC-HOST-115")]
    [InlineData("Orc", 400, "ORC-HOST-115")]
    [InlineData("Act", 400, "ORC-HOST-115")]
    public async Task Function_ThatCannotBeStartedByHand_IsRefused(string name, int status, string code)
        => await AssertProblem(await host.Send("POST", $"/admin/functions/{name}"), status, code);

    [Fact]
    public async Task Function_StartedByHandWithMalformedJson_IsRefused()
        => await AssertProblem(await host.Send("POST", "/admin/functions/Nightly", Json("{")), 400, "ORC-HOST-105");

    [Fact]
    public async Task Functions_Listed_ShowWhatStartsThem()
    {
        var functions = (await JsonOf(await host.Send("GET", "/admin/functions"))).EnumerateArray()
            .ToDictionary(function => function.GetProperty("name").GetString()!);
        Assert.Equal("0 0 9 * * *", functions["Nightly"].GetProperty("schedule").GetString());
        Assert.Equal($"{host.Address}/items/{{id:int:min(1)}}", functions["Constrained"].GetProperty("invoke_url_template").GetString());
        Assert.Equal("Orchestration", functions["Orc"].GetProperty("trigger").GetString());
        Assert.Equal("Function", functions["Guarded"].GetProperty("auth_level").GetString());
    }

    [Fact]
    public async Task Status_OfARunningHost_SaysSo()
    {
        var status = await JsonOf(await host.Send("GET", "/admin/host/status"));
        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.True(status.GetProperty("functions").GetInt32() > 10);
    }

    [Fact]
    public async Task Address_ThatIsNone_Answers404()
        => await AssertProblem(await host.Send("GET", "/admin/other"), 404, "ORC-HOST-116");
}
