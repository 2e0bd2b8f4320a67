using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>/admin/servicebus on a whole host.</summary>
public sealed class ServiceBusApiTests : IAsyncLifetime
{
    const string Base = "/admin/servicebus";

    readonly string folder = Directory.CreateTempSubdirectory("orc-bus-http-").FullName;
    readonly HttpClient client = new();
    WebApplication app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ServiceBus:Queues:plain:MaxDeliveryCount"] = "5",
            ["ServiceBus:Topics:events:Subscriptions:audit:MaxDeliveryCount"] = "5",
        });
        builder.Services
            .AddSingleton<TimeProvider>(new WallClock())
            .AddDurableEngine(Path.Combine(folder, "engine.db"), new EngineOptions(), TimeSpan.FromSeconds(5))
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(Failing)]));
        app = builder.Build();
        app.MapFunctions();
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Message_Sent_IsListedAndPeekedWithEverythingItHas()
    {
        var sent = await PostAsync("/plain/messages", """
            {"messageId":"m1","body":{"plan":"core"},"sessionId":"s","subject":"about","correlationId":"c","timeToLive":"01:00:00",
             "applicationProperties":{"n":1,"t":"x","b":true},"scheduledEnqueueTime":"2124-01-01T00:00:00Z"}
            """);
        await WebHost.AssertProblem(sent, 400, "ORC-BUS-013");

        sent = await PostAsync("/plain/messages", """
            {"messageId":"m1","body":{"plan":"core"},"sessionId":"s","subject":"about","correlationId":"c","timeToLive":"01:00:00",
             "applicationProperties":{"n":1,"t":"x","b":true}}
            """);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        Assert.Equal("""{"messageId":"m1","sequenceNumbers":[1],"isDuplicate":false}""", await sent.Content.ReadAsStringAsync());
        await PostAsync("/plain/messages", """{"messageId":"m2","bodyBase64":"/wA="}""");

        var peeked = await GetAsync("/plain/messages?top=1");
        var message = peeked.GetProperty("messages")[0];
        Assert.Equal("""{"plan":"core"}""", message.GetProperty("body").GetString());
        Assert.Equal("""{"n":1,"t":"x","b":true}""", message.GetProperty("applicationProperties").GetRawText());
        Assert.Equal(("Active", "application/json", "s"), (
            message.GetProperty("state").GetString(), message.GetProperty("contentType").GetString(), message.GetProperty("sessionId").GetString()));
        var next = await GetAsync($"/plain/messages?after={peeked.GetProperty("next")}");
        Assert.Equal("/wA=", next.GetProperty("messages")[0].GetProperty("bodyBase64").GetString());

        var plain = (await GetAsync("")).GetProperty("entities").EnumerateArray()
            .Single(entity => entity.GetProperty("name").GetString() == "plain");
        Assert.Equal((2, "Queue"), (plain.GetProperty("active").GetInt32(), plain.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task DeadLetters_OfAFailingFunction_AreResubmittedAndPurged()
    {
        await PostAsync("/failing/messages", """{"messageId":"m1","body":"words"}""");
        var dead = await DeadAsync(1);
        Assert.Equal("MaxDeliveryCountExceeded", dead[0].GetProperty("deadLetter").GetProperty("reason").GetString());

        var number = dead[0].GetProperty("sequenceNumber").GetInt64();
        var one = await PostAsync($"/failing/deadletters/{number}/resubmit", "");
        Assert.Equal("""{"resubmitted":1}""", await one.Content.ReadAsStringAsync());
        dead = await DeadAsync(1, after: number);
        Assert.Contains("\"ResubmittedFrom\":\"failing/$deadletterqueue:1\"", dead[0].GetRawText(), StringComparison.Ordinal);

        Assert.Equal("""{"resubmitted":1}""", await (await PostAsync("/failing/deadletters/resubmit", "")).Content.ReadAsStringAsync());
        await DeadAsync(1, after: dead[0].GetProperty("sequenceNumber").GetInt64());
        Assert.Equal("""{"purged":1}""", await (await client.DeleteAsync(Base + "/failing/deadletters")).Content.ReadAsStringAsync());
        Assert.Empty((await GetAsync("/failing/deadletters")).GetProperty("messages").EnumerateArray());
        await WebHost.AssertProblem(await client.DeleteAsync($"{Base}/failing/deadletters/{number}"), 404, "ORC-BUS-015");
    }

    [Fact]
    public async Task Topic_SentTo_IsPeekedAtItsSubscription()
    {
        await PostAsync("/events/messages", """{"messageId":"e1","body":"happened"}""");
        var copy = (await GetAsync("/events/subscriptions/audit/messages")).GetProperty("messages")[0];
        Assert.Equal("happened", copy.GetProperty("body").GetString());
        await WebHost.AssertProblem(await client.GetAsync(Base + "/events/messages"), 400, "ORC-BUS-016");
    }

    [Theory]
    [InlineData("/nowhere/messages", """{"messageId":"m","body":""}""", 404, "ORC-BUS-010")]
    [InlineData("/plain/messages", "", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", "{", 400, "ORC-HOST-105")]
    [InlineData("/plain/messages", """{"body":"x"}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", """{"messageId":"m","bodi":"x"}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", """{"messageId":"m","messageId":"n"}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", """{"messageId":"m","bodyBase64":"?"}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", """{"messageId":"m","timeToLive":"-00:00:01"}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/messages", """{"messageId":"m","applicationProperties":{"a":[]}}""", 400, "ORC-BUS-013")]
    [InlineData("/plain/deadletters/x/resubmit", "", 400, "ORC-HOST-113")]
    [InlineData("/plain/deadletters/7/resubmit", "", 404, "ORC-BUS-015")]
    [InlineData("/plain/others", "", 404, "ORC-HOST-116")]
    public async Task Request_ThatCannotBeServed_IsRefusedWithItsCode(string path, string body, int status, string code)
        => await WebHost.AssertProblem(await PostAsync(path, body), status, code);

    [Fact]
    public async Task Message_ThatIsTooLarge_IsRefused()
        => await WebHost.AssertProblem(
            await PostAsync("/plain/messages", $$"""{"messageId":"m","body":"{{new string('x', 256 * 1024)}}"}"""), 413, "ORC-BUS-011");

    async Task<List<JsonElement>> DeadAsync(int count, long after = 0)
    {
        for (var tries = 0; ; tries++)
        {
            var dead = (await GetAsync($"/failing/deadletters?after={after}")).GetProperty("messages").EnumerateArray().ToList();
            if (dead.Count == count)
                return dead;
            Assert.True(tries < 500, $"{dead.Count} dead letters instead of {count}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), new WallClock());
        }
    }

    Task<HttpResponseMessage> PostAsync(string path, string body) => client.PostAsync(Base + path, WebHost.Json(body));

    async Task<JsonElement> GetAsync(string path) => await WebHost.JsonOf(await client.GetAsync(Base + path));

    sealed class WallClock : TimeProvider;

    internal sealed class Failing
    {
        [Function("Failing")]
        public static void Run([ServiceBusTrigger("failing")] string text) => throw new FormatException(text);
    }
}
