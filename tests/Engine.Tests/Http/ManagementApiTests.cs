using System.Net;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public sealed class ManagementApiTests : IAsyncLifetime
{
    WebHost host = null!;

    public async Task InitializeAsync() => host = await StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Start_WithIdAndInput_Answers202WithAllLinks()
    {
        var response = await host.Management("POST", "/orchestrators/orc/dca-2024", Json("""{"amount":1.10,"pair":"BTC"}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("10", response.Headers.GetValues("Retry-After").Single());
        var at = $"{host.Address}/runtime/webhooks/durabletask/instances/dca-2024";
        const string Query = "taskHub=TestHubName&connection=Storage";
        Assert.Equal($"{at}?{Query}", response.Headers.Location?.OriginalString);
        var links = await JsonOf(response);
        Assert.Equal(
            [
                ("id", "dca-2024"),
                ("statusQueryGetUri", $"{at}?{Query}"),
                ("sendEventPostUri", $"{at}/raiseEvent/{{eventName}}?{Query}"),
                ("terminatePostUri", $"{at}/terminate?reason={{text}}&{Query}"),
                ("purgeHistoryDeleteUri", $"{at}?{Query}"),
                ("restartPostUri", $"{at}/restart?{Query}"),
                ("suspendPostUri", $"{at}/suspend?reason={{text}}&{Query}"),
                ("resumePostUri", $"{at}/resume?reason={{text}}&{Query}"),
            ],
            links.EnumerateObject().Select(link => (link.Name, link.Value.GetString()!)));
        Assert.Equal(["""start orc dca-2024 {"amount":1.10,"pair":"BTC"}"""], host.Durable.Commands);
    }

    [Fact]
    public async Task Start_WithoutIdOrBody_GetsAnIdAndNullInput()
    {
        var response = await host.Management("POST", "/orchestrators/Orc?version=2.1");
        Assert.Equal("generated", (await JsonOf(response)).GetProperty("id").GetString());
        Assert.Equal(["start Orc generated null"], host.Durable.Commands);
        Assert.Equal("2.1", host.Durable.LastOptions!.Version!.Value.Version);
    }

    [Theory]
    [InlineData("Other", "ORC-HOST-107")]
    [InlineData("Act", "ORC-HOST-107")]
    [InlineData("Orc/@id", "ORC-HOST-108")]
    [InlineData("Orc/a%23b", "ORC-HOST-108")]
    [InlineData("Orc/a%5Cb", "ORC-HOST-108")]
    [InlineData("Orc/a%C3%A4b", "ORC-HOST-108")]
    [InlineData("Orc?timeout=-1", "ORC-HOST-113")]
    [InlineData("Orc?timeout=soon&pollingInterval=1", "ORC-HOST-113")]
    public async Task Start_ThatCannotBe_Answers400(string path, string code)
    {
        await AssertProblem(await host.Management("POST", $"/orchestrators/{path}"), 400, code);
        Assert.Empty(host.Durable.Commands);
    }

    [Fact]
    public async Task Start_OfAnUnknownOrchestrator_ListsTheKnownOnes()
        => Assert.Contains(
            "Known ones: Orc.",
            await AssertProblem(await host.Management("POST", "/orchestrators/Other"), 400, "ORC-HOST-107"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Start_WithTooLongAnId_Answers400()
        => await AssertProblem(await host.Management("POST", $"/orchestrators/Orc/{new string('x', 101)}"), 400, "ORC-HOST-108");

    [Fact]
    public async Task Start_WithMalformedJson_Answers400()
        => await AssertProblem(await host.Management("POST", "/orchestrators/Orc", Json("{")), 400, "ORC-HOST-105");

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Start_OfALiveInstance_Answers409(OrchestrationRuntimeStatus status)
    {
        host.Durable.Add("a", status);
        await AssertProblem(await host.Management("POST", "/orchestrators/Orc/a"), 409, "ORC-HOST-109");
    }

    [Fact]
    public async Task Start_OfAnEndedInstance_StartsItAnew()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Failed);
        Assert.Equal(HttpStatusCode.Accepted, (await host.Management("POST", "/orchestrators/Orc/a")).StatusCode);
    }

    [Fact]
    public async Task Start_OvertakenByAnother_Answers409()
    {
        host.Durable.StartError = new InvalidOperationException("exists");
        await AssertProblem(await host.Management("POST", "/orchestrators/Orc/a"), 409, "ORC-HOST-109");
        Assert.Contains("Running", host.Durable.LastOptions!.DedupeStatuses!);
    }

    [Fact]
    public async Task Start_WaitingForACompletion_Answers200WithTheOutput()
    {
        host.Durable.End.SetResult(Instance("a", OrchestrationRuntimeStatus.Completed, output: """{"done":1}"""));
        var response = await host.Management("POST", "/orchestrators/Orc/a?timeout=5&pollingInterval=0.5");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"done":1}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Start_WaitingForAFailure_Answers200WithTheStatus()
    {
        host.Durable.End.SetResult(Instance("a", OrchestrationRuntimeStatus.Failed, output: "\"no\""));
        var response = await host.Management("POST", "/orchestrators/Orc/a?timeout=5&pollingInterval=1");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Failed", (await JsonOf(response)).GetProperty("runtimeStatus").GetString());
    }

    [Fact]
    public async Task Start_WaitingTooLong_Answers202()
    {
        var waiting = host.Management("POST", "/orchestrators/Orc/a?timeout=5&pollingInterval=1");
        while (host.Clock.Waiting < 2)
            await Task.Yield();
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Accepted, (await waiting).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/orchestrators/Orc")]
    [InlineData("PUT", "/instances/a")]
    [InlineData("POST", "/instances")]
    [InlineData("GET", "/instances/a/terminate")]
    [InlineData("POST", "/instances/a/explode")]
    [InlineData("GET", "/instances/a/raiseEvent/e")]
    [InlineData("GET", "/elsewhere")]
    [InlineData("GET", "")]
    public async Task Address_ThatIsNone_Answers404(string method, string path)
        => await AssertProblem(await host.Management(method, path), 404, "ORC-HOST-116");

    [Fact]
    public async Task MakePrimary_OnAHostThatIsAlone_Answers200()
        => Assert.Equal(200, (int)(await host.Management("POST", "/makeprimary")).StatusCode);

    [Fact]
    public async Task Entities_WhichThisHostLacks_Answer501()
        => await AssertProblem(await host.Management("GET", "/entities/Counter/a"), 501, "ORC-HOST-114");

    [Theory]
    [InlineData("DELETE", "/instances/none")]
    [InlineData("GET", "/instances/none")]
    [InlineData("POST", "/instances/none/terminate")]
    [InlineData("POST", "/instances/none/suspend")]
    [InlineData("POST", "/instances/none/resume")]
    [InlineData("POST", "/instances/none/rewind")]
    [InlineData("POST", "/instances/none/raiseEvent/e")]
    public async Task Instance_ThatIsUnknown_Answers404(string method, string path)
        => await AssertProblem(await host.Management(method, path), 404, "ORC-HOST-110");

    [Theory]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("raiseEvent/e")]
    public async Task Instance_ThatHasEnded_Answers410(string operation)
    {
        foreach (var status in new[]
            {
                OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed,
                OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Canceled,
            })
        {
            host.Durable.Add("a", status);
            await AssertProblem(await host.Management("POST", $"/instances/a/{operation}"), 410, "ORC-HOST-111");
        }
        Assert.Empty(host.Durable.Commands);
    }

    [Theory]
    [InlineData("terminate?reason=no%20more", "terminate a \"no more\"")]
    [InlineData("TERMINATE", "terminate a null")]
    [InlineData("suspend?reason=lunch", "suspend a lunch")]
    [InlineData("resume", "resume a ")]
    public async Task Command_OnALiveInstance_Answers202(string operation, string command)
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        Assert.Equal(HttpStatusCode.Accepted, (await host.Management("POST", $"/instances/a/{operation}")).StatusCode);
        Assert.Equal([command], host.Durable.Commands);
    }

    [Fact]
    public async Task RaiseEvent_WithJson_Answers202()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        var response = await host.Management("POST", "/instances/a/raiseEvent/Approved", Json("""{"by":"Ada"}"""));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["""raise a Approved {"by":"Ada"}"""], host.Durable.Commands);
    }

    [Fact]
    public async Task RaiseEvent_WithAnotherBody_Answers400()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        await AssertProblem(await host.Management("POST", "/instances/a/raiseEvent/e", new StringContent("1")), 400, "ORC-HOST-106");
        await AssertProblem(await host.Management("POST", "/instances/a/raiseEvent/e"), 400, "ORC-HOST-106");
        await AssertProblem(await host.Management("POST", "/instances/a/raiseEvent/e", Json("{")), 400, "ORC-HOST-105");
        Assert.Empty(host.Durable.Commands);
    }

    [Fact]
    public async Task Rewind_WithAClientThatCannot_Answers501()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Failed);
        await AssertProblem(await host.Management("POST", "/instances/a/rewind"), 501, "ORC-HOST-114");
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    public async Task Rewind_OfAnotherInstance_Answers412(OrchestrationRuntimeStatus status)
    {
        host.Durable.Add("a", status);
        await AssertProblem(await host.Management("POST", "/instances/a/rewind"), 412, "ORC-HOST-112");
    }

    [Theory]
    [InlineData("", "restart a True", "restarted")]
    [InlineData("?restartWithNewInstanceId=false", "restart a False", "a")]
    public async Task Restart_OfAnEndedInstance_Answers202WithTheId(string query, string command, string id)
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Completed);
        var response = await host.Management("POST", $"/instances/a/restart{query}");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(id, (await JsonOf(response)).GetProperty("id").GetString());
        Assert.Equal([command], host.Durable.Commands);
    }

    [Fact]
    public async Task Restart_OfAnUnknownInstance_Answers400()
        => await AssertProblem(await host.Management("POST", "/instances/none/restart"), 400, "ORC-HOST-110");

    [Fact]
    public async Task Restart_OfALiveInstance_NeedsANewId()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        await AssertProblem(await host.Management("POST", "/instances/a/restart?restartWithNewInstanceId=false"), 409, "ORC-HOST-109");
        Assert.Equal(HttpStatusCode.Accepted, (await host.Management("POST", "/instances/a/restart")).StatusCode);
    }

    [Fact]
    public async Task Purge_OfAnEndedInstance_DeletesIt()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Completed);
        var response = await host.Management("DELETE", "/instances/a");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Purge_OfALiveInstance_Answers412()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        await AssertProblem(await host.Management("DELETE", "/instances/a"), 412, "ORC-HOST-112");
        Assert.NotEmpty(host.Durable.Instances);
    }

    [Fact]
    public async Task PurgeMany_WithAFilter_DeletesWhatMatches()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Completed);
        host.Durable.Add("b", OrchestrationRuntimeStatus.Running);
        var response = await host.Management("DELETE", "/instances?createdTimeFrom=2024-01-01T00:00:00Z");
        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
        var filter = host.Durable.LastFilter!;
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), filter.CreatedFrom);
        Assert.Equal(host.Clock.GetUtcNow(), filter.CreatedTo);
        Assert.DoesNotContain(OrchestrationRuntimeStatus.Running, filter.Statuses!);
    }

    [Theory]
    [InlineData("", 400, "ORC-HOST-113")]
    [InlineData("?createdTimeFrom=yesterday", 400, "ORC-HOST-113")]
    [InlineData("?createdTimeFrom=2024-01-01&runtimeStatus=Running", 400, "ORC-HOST-113")]
    [InlineData("?createdTimeFrom=2024-01-01&runtimeStatus=Completed", 404, "ORC-HOST-110")]
    public async Task PurgeMany_ThatDeletesNothing_SaysWhy(string query, int status, string code)
    {
        host.Durable.Add("b", OrchestrationRuntimeStatus.Running);
        await AssertProblem(await host.Management("DELETE", $"/instances{query}"), status, code);
        Assert.NotEmpty(host.Durable.Instances);
    }

    [Fact]
    public async Task Client_ThatRefusesAnArgument_Answers400()
    {
        host.Durable.StartError = new ArgumentException("too long");
        await AssertProblem(await host.Management("POST", "/orchestrators/Orc"), 400, "ORC-HOST-113");
    }

    [Fact]
    public async Task Client_ThatFails_Answers500()
    {
        host.Durable.StartError = new TaskFailedException("t", 1, new InvalidOperationException("inside"));
        var response = await host.Management("POST", "/orchestrators/Orc");
        await AssertProblem(response, 500, "ORC-HOST-117");
        Assert.DoesNotContain("inside", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static OrchestrationMetadata Instance(string id, OrchestrationRuntimeStatus status, string? output = null)
        => FakeDurableTaskClient.Instance(id, status, output: output);
}
