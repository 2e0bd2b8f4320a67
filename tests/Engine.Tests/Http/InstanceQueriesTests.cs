using System.Net;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public sealed class InstanceQueriesTests : IAsyncLifetime
{
    static readonly DateTime At = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    WebHost host = null!;

    public async Task InitializeAsync() => host = await StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Status_OfACompletedInstance_HasExactlyTheseMembers()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Completed, """{"n":1.10}""", "[1,2]", "\"half\"");
        var response = await host.Management("GET", "/instances/a");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"name":"Orc","instanceId":"a","runtimeStatus":"Completed","input":{"n":1.10},"customStatus":"half","output":[1,2],"""
            + """ "createdTime":"2024-01-02T03:04:05Z","lastUpdatedTime":"2024-01-02T03:05:06Z"}""".Trim(),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Status_OfPayloadsThatAreNoJson_ShowsThemAsText()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Terminated, "plain words", "no {json");
        var status = await JsonOf(await host.Management("GET", "/instances/a"));
        Assert.Equal("plain words", status.GetProperty("input").GetString());
        Assert.Equal("no {json", status.GetProperty("output").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("customStatus").ValueKind);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.ContinuedAsNew)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Status_OfALiveInstance_Answers202WithLocation(OrchestrationRuntimeStatus status)
    {
        host.Durable.Add("a", status);
        var response = await host.Management("GET", "/instances/a?taskHub=h&showInput=true");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(
            $"{host.Address}/runtime/webhooks/durabletask/instances/a?taskHub=h&showInput=true", response.Headers.Location?.OriginalString);
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, 200)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, 200)]
    [InlineData(OrchestrationRuntimeStatus.Canceled, 200)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 500)]
    public async Task Status_WithFailureAs500_AnswersSoForFailedOnly(OrchestrationRuntimeStatus status, int expected)
    {
        host.Durable.Add("a", status);
        Assert.Equal(expected, (int)(await host.Management("GET", "/instances/a?returnInternalServerErrorOnFailure=true")).StatusCode);
        Assert.Equal(200, (int)(await host.Management("GET", "/instances/a")).StatusCode);
    }

    [Fact]
    public async Task Status_OfAFailureWithoutOutput_ShowsTheFailure()
    {
        host.Durable.Add(
            "a", OrchestrationRuntimeStatus.Failed, failure: new TaskFailureDetails("System.FormatException", "bad", "  at X", null, null));
        var status = await JsonOf(await host.Management("GET", "/instances/a"));
        Assert.Equal("System.FormatException: bad", status.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Status_WithoutInput_HidesItEverywhere()
    {
        AddHistory("a");
        var status = await JsonOf(await host.Management("GET", "/instances/a?showInput=false&showHistory=true"));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
        Assert.DoesNotContain("\"Input\"", status.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfAWholeInstance_IsShapedAndMerged()
    {
        AddHistory("a");
        var status = await JsonOf(await host.Management("GET", "/instances/a?showHistory=true&showHistoryOutput=true"));
        var expected = JsonDocument.Parse("""
            [
              { "EventType": "ExecutionStarted", "Timestamp": "2024-01-02T03:04:05Z", "FunctionName": "Orc", "Input": { "n": 1 } },
              { "EventType": "TaskCompleted", "Timestamp": "2024-01-02T03:04:07Z", "Result": "done", "FunctionName": "Act",
                "ScheduledTime": "2024-01-02T03:04:06Z", "Input": [1] },
              { "EventType": "TaskFailed", "Timestamp": "2024-01-02T03:04:07Z", "Reason": "bad", "FailureDetails":
                { "ErrorType": "T", "ErrorMessage": "bad", "StackTrace": "at X", "InnerFailure":
                  { "ErrorType": "I", "ErrorMessage": "deep", "StackTrace": null, "InnerFailure": null } },
                "FunctionName": "Act2", "ScheduledTime": "2024-01-02T03:04:06Z", "Input": null },
              { "EventType": "SubOrchestrationInstanceCompleted", "Timestamp": "2024-01-02T03:04:08Z", "Result": 7,
                "FunctionName": "Child", "ScheduledTime": "2024-01-02T03:04:06Z", "Input": "x" },
              { "EventType": "TimerCreated", "Timestamp": "2024-01-02T03:04:06Z", "FireAt": "2024-01-02T03:04:15Z" },
              { "EventType": "TimerFired", "Timestamp": "2024-01-02T03:04:15.5Z", "FireAt": "2024-01-02T03:04:15Z" },
              { "EventType": "TaskScheduled", "Timestamp": "2024-01-02T03:04:06Z", "Name": "Slow", "Input": null },
              { "EventType": "EventRaised", "Timestamp": "2024-01-02T03:04:09Z", "Name": "Go", "Input": { "by": "Ada" } },
              { "EventType": "ExecutionSuspended", "Timestamp": "2024-01-02T03:04:09Z", "Reason": "lunch" },
              { "EventType": "ExecutionCompleted", "Timestamp": "2024-01-02T03:04:16Z", "OrchestrationStatus": "Completed", "Result": "end" }
            ]
            """).RootElement;
        Assert.Equal(Lines(expected), Lines(status.GetProperty("historyEvents")));
    }

    [Fact]
    public async Task History_WithoutOutputs_HasNoResults()
    {
        AddHistory("a");
        var status = await JsonOf(await host.Management("GET", "/instances/a?showHistory=true"));
        Assert.DoesNotContain("\"Result\"", status.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"Input\"", status.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfAPendingInstance_IsLeftOut()
    {
        AddHistory("a");
        host.Durable.Add("a", OrchestrationRuntimeStatus.Pending);
        var status = await JsonOf(await host.Management("GET", "/instances/a?showHistory=true"));
        Assert.False(status.TryGetProperty("historyEvents", out _));
    }

    [Theory]
    [InlineData("showHistory=yes")]
    [InlineData("showInput=1")]
    public async Task Status_WithAnUnreadableFlag_Answers400(string query)
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Running);
        await AssertProblem(await host.Management("GET", $"/instances/a?{query}"), 400, "ORC-HOST-113");
    }

    [Fact]
    public async Task List_InPages_ContinuesByHeader()
    {
        foreach (var id in new[] { "a", "b", "c" })
            host.Durable.Add(id, OrchestrationRuntimeStatus.Completed, "1");

        var first = await host.Management("GET", "/instances?top=2");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(["a", "b"], await Ids(first));
        var token = first.Headers.GetValues("x-ms-continuation-token").Single();
        Assert.Equal("b", token);

        var rest = await host.Send("GET", "/runtime/webhooks/durabletask/instances/?top=2", null, ("x-ms-continuation-token", token));
        Assert.Equal(["c"], await Ids(rest));
        Assert.Equal("", rest.Headers.GetValues("x-ms-continuation-token").Single());
    }

    [Fact]
    public async Task List_WithFilters_PassesThemOn()
    {
        var response = await host.Management(
            "GET",
            "/instances?runtimeStatus=running,Failed&runtimeStatus=Pending&createdTimeFrom=2024-01-01T00:00:00%2B01:00"
            + "&createdTimeTo=2024-02-01&instanceIdPrefix=dca-&showInput=false&top=7");

        Assert.Equal("[]", await response.Content.ReadAsStringAsync());
        var query = host.Durable.LastQuery!;
        Assert.Equal(
            [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Pending], query.Statuses);
        Assert.Equal(new DateTime(2023, 12, 31, 23, 0, 0), query.CreatedFrom!.Value.UtcDateTime);
        Assert.Equal(new DateTime(2024, 2, 1), query.CreatedTo!.Value.UtcDateTime);
        Assert.Equal("dca-", query.InstanceIdPrefix);
        Assert.Equal(7, query.PageSize);
    }

    [Fact]
    public async Task List_WithoutInput_HidesIt()
    {
        host.Durable.Add("a", OrchestrationRuntimeStatus.Completed, "\"secret\"");
        Assert.DoesNotContain(
            "secret", await host.Client.GetStringAsync("/runtime/webhooks/durabletask/instances?showInput=false"), StringComparison.Ordinal);
        Assert.Contains("secret", await host.Client.GetStringAsync("/runtime/webhooks/durabletask/instances"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runtimeStatus=Sleeping")]
    [InlineData("runtimeStatus=17")]
    [InlineData("createdTimeFrom=soon")]
    [InlineData("top=0")]
    [InlineData("top=many")]
    public async Task List_WithAnUnreadableFilter_Answers400(string query)
        => await AssertProblem(await host.Management("GET", $"/instances?{query}"), 400, "ORC-HOST-113");

    static async Task<string[]> Ids(HttpResponseMessage response)
        => [.. (await JsonOf(response)).EnumerateArray().Select(instance => instance.GetProperty("instanceId").GetString()!)];

    static string Lines(JsonElement events)
        => string.Join('\n', events.EnumerateArray().Select(entry => JsonSerializer.Serialize(entry)));

    void AddHistory(string id)
    {
        host.Durable.Add(id, OrchestrationRuntimeStatus.Completed, """{"n":1}""");
        var inner = new TaskFailureDetails("I", "deep", null, null, null);
        host.Durable.Histories[id] =
        [
            new OrchestratorStarted(At),
            new ExecutionStarted(At, "Orc", "x1", """{"n":1}""", "", null, null),
            new TaskScheduled(At.AddSeconds(1), 0, "Act", "[1]"),
            new TaskScheduled(At.AddSeconds(1), 1, "Act2", null),
            new SubOrchestrationCreated(At.AddSeconds(1), 2, "Child", "c1", "\"x\""),
            new OrchestratorStarted(At.AddSeconds(2)),
            new TaskCompleted(At.AddSeconds(2), 0, "\"done\""),
            new TaskFailed(At.AddSeconds(2), 1, new TaskFailureDetails("T", "bad", "at X", inner, null)),
            new SubOrchestrationCompleted(At.AddSeconds(3), 2, "7"),
            new TimerCreated(At.AddSeconds(1), 3, At.AddSeconds(10)),
            new TimerFired(At.AddSeconds(10.5), 3, At.AddSeconds(10)),
            new TaskScheduled(At.AddSeconds(1), 4, "Slow", null),
            new EventRaised(At.AddSeconds(4), "Go", """{"by":"Ada"}"""),
            new ExecutionSuspended(At.AddSeconds(4), "lunch"),
            new ExecutionCompleted(At.AddSeconds(11), OrchestrationRuntimeStatus.Completed, "\"end\"", null),
        ];
    }
}
