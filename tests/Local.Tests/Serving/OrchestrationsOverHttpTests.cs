using System.Globalization;
using System.Text.Json;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Looking at orchestrations and steering them over HTTP, and the logs that people read.</summary>
public sealed class OrchestrationsOverHttpTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-api-").FullName;
    readonly ManualTimeProvider time = new(new DateTimeOffset(2024, 1, 15, 9, 30, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task List_PageByPage_ShowsEveryInstanceOnce()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 7; i++)
            await FailAsync(host, "run-" + i.ToString(CultureInfo.InvariantCulture));
        var seen = new List<string>();
        var next = "";
        do
        {
            var page = await host.GetAsync($"api/orchestrations?top=3&token={next}");
            seen.AddRange(page.Json.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.Json.TryGetProperty("next", out var token) ? token.GetString()! : "";
        }
        while (next.Length > 0);
        // All were made at one moment of the clock; the last made comes first.
        Assert.Equal(Enumerable.Range(0, 7).Select(i => "run-" + i).Reverse(), seen);
        var failed = await host.GetAsync("api/orchestrations?top=1&status=Failed");
        Assert.Equal("run-6", failed.Json.GetProperty("instances")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("status=Failed", 2)]
    [InlineData("status=Running,Pending", 0)]
    [InlineData("operation=dca", 2)]
    [InlineData("operation=Order", 0)]
    [InlineData("prefix=run-1", 1)]
    [InlineData("text=plan-of-run-0", 1)]
    [InlineData("text=PLAN-OF", 2)]
    [InlineData("from=2024-01-16", 0)]
    [InlineData("to=2024-01-16", 2)]
    public async Task List_Filtered_ShowsWhatFits(string filter, int count)
    {
        await using var host = await StartAsync();
        await FailAsync(host, "run-0");
        await FailAsync(host, "run-1");
        var page = await host.GetAsync("api/orchestrations?" + filter);
        Assert.Equal(count, page.Json.GetProperty("instances").GetArrayLength());
    }

    [Theory]
    [InlineData("status=Sleeping", "Sleeping")]
    [InlineData("top=0", "top")]
    [InlineData("top=501", "500")]
    [InlineData("from=yesterday", "from")]
    [InlineData("token=abc", "token")]
    public async Task List_WithAFilterThatIsNone_IsRefused(string filter, string word)
    {
        await using var host = await StartAsync();
        (await host.GetAsync("api/orchestrations?" + filter)).IsProblem(400, "ORC-ORCH-003", word);
    }

    [Fact]
    public async Task Instance_Failed_ShowsInputAndTheChainOfCauses()
    {
        await using var host = await StartAsync();
        await FailAsync(host, "run");
        var answer = await host.GetAsync("api/orchestrations/run");
        Assert.Equal("plan-of-run", answer.Json.GetProperty("input").GetProperty("Plan").GetString());
        var cause = answer.Json.GetProperty("failure").GetProperty("cause");
        Assert.Contains("plan-of-run", cause.GetProperty("message").GetString(), StringComparison.Ordinal);
        (await host.GetAsync("api/orchestrations/nobody")).IsProblem(404, "ORC-ORCH-001", "nobody");
    }

    [Fact]
    public async Task Instance_ThatWaitsForAnEvent_NamesItAndUntilWhen()
    {
        await using var host = await StartAsync();
        var started = await host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/ShipmentOrchestrator/collects",
            """{ "Tenant": "operations", "Subject": "S-1", "WaitSeconds": 3600, "MostEvents": 10 }""");
        Assert.Equal(202, started.Status);
        const string Path = "api/orchestrations/collects";
        var waiting = await host.UntilAsync(Path, answer =>
            answer.Json.TryGetProperty("waits", out var waits) && waits.GetProperty("events").GetArrayLength() == 1);
        Assert.True(waiting.Json.GetProperty("waits").GetProperty("complete").GetBoolean());
        var wait = waiting.Json.GetProperty("waits").GetProperty("events")[0];
        Assert.Equal("ShipmentEvents", wait.GetProperty("event").GetString());
        Assert.Equal(time.GetUtcNow().AddHours(1), wait.GetProperty("until").GetDateTimeOffset());
        Assert.Equal(time.GetUtcNow().AddHours(1), wait.GetProperty("nextTimer").GetDateTimeOffset());
        // What it says its data look like is what it takes.
        Assert.Equal("""{"Events":0,"Complete":false}""", wait.GetProperty("data").GetRawText());
        var raised = await host.PostTextAsync(
            Path + "/event", """{ "reason": "Done", "eventName": "ShipmentEvents", "eventData": { "Events": 0, "Complete": true } }""");
        Assert.Equal(202, raised.Status);
        var ended = await host.UntilAsync(Path, answer => answer.Text.Contains("\"Completed\"", StringComparison.Ordinal));
        Assert.False(ended.Json.TryGetProperty("waits", out _));
    }

    [Fact]
    public async Task Action_Done_IsInTheAuditLogWithItsReason()
    {
        await using var host = await StartAsync();
        await FailAsync(host, "run");
        Assert.Equal(202, (await host.PostAsync("api/orchestrations/run/purge", new { reason = "Tidying up" })).Status);
        (await host.GetAsync("api/orchestrations/run")).IsProblem(404, "ORC-ORCH-001");
        var record = (await host.GetAsync("api/audit?kind=orchestration-action")).Json.GetProperty("records")[0];
        Assert.Equal("run", record.GetProperty("subject").GetString());
        using var data = JsonDocument.Parse(record.GetProperty("data").GetString()!);
        Assert.Equal("Tidying up", data.RootElement.GetProperty("reason").GetString());
        Assert.Equal("purge", data.RootElement.GetProperty("action").GetString());
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("terminate")]
    [InlineData("event")]
    public async Task Action_OnAnEndedInstance_IsRefusedAndNotRecorded(string action)
    {
        await using var host = await StartAsync();
        await FailAsync(host, "run");
        var refused = await host.PostAsync($"api/orchestrations/run/{action}", new { reason = "Trying", eventName = "go" });
        refused.IsProblem(409, "ORC-ORCH-002", "Failed", action);
        Assert.Equal(0, (await host.GetAsync("api/audit?kind=orchestration-action")).Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task Action_WithoutReasonOrUnknown_IsRefused()
    {
        await using var host = await StartAsync();
        await FailAsync(host, "run");
        (await host.PostAsync("api/orchestrations/run/purge", new { reason = "  " })).IsProblem(400, "ORC-RISK-010");
        (await host.PostAsync("api/orchestrations/run/event", new { reason = "x" })).IsProblem(400, "ORC-ORCH-005", "event");
        (await host.PostAsync("api/orchestrations/run/explode", new { reason = "x" })).IsProblem(404, "ORC-ORCH-004", "explode");
        (await host.PostAsync("api/orchestrations/nobody/purge", new { reason = "x" })).IsProblem(404, "ORC-ORCH-001");
    }

    [Fact]
    public async Task Logs_PageByPage_ShowEveryRecordOnceTheNewestFirst()
    {
        await using var host = await StartAsync();
        Assert.Equal(202, (await host.PostAsync("admin/functions/DcaTimer", new { })).Status);
        await FilledAsync(host, 2);

        Assert.Equal(Descending(await AllAsync(host, "api/ledger/entries", "entries")), await AllAsync(host, "api/ledger/entries", "entries"));
        var records = await AllAsync(host, "api/audit", "records");
        Assert.True(records.Count >= 9);
        Assert.Equal(Descending(records), records);
        (await host.GetAsync("api/audit?top=0")).IsProblem(400, "ORC-HTTP-004", "top");
        (await host.GetAsync("api/ledger/entries?before=0")).IsProblem(400, "ORC-HTTP-004", "before");
        Assert.Equal("True", (await host.GetAsync("api/audit/check"))["valid"]);
        Assert.Equal("True", (await host.GetAsync("api/ledger/check"))["balanced"]);
    }

    [Fact]
    public async Task Portfolio_AfterARun_IsTheLedgerAtTheMarketsPrices()
    {
        await using var host = await StartAsync();
        await host.PostAsync("admin/functions/DcaTimer", new { });
        await FilledAsync(host, 2);
        var portfolio = (await host.GetAsync("api/portfolio")).Json;
        var holdings = portfolio.GetProperty("engines")[0].GetProperty("holdings").EnumerateArray().ToList();
        Assert.Equal(["BTC", "ETH", "USDT"], holdings.Select(h => h.GetProperty("asset").GetString()));
        var sum = holdings.Sum(h => decimal.Parse(h.GetProperty("value").GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(sum, decimal.Parse(portfolio.GetProperty("equity").GetString()!, CultureInfo.InvariantCulture));
        Assert.InRange(sum, 9_900m, 10_000m);
    }

    static List<long> Descending(IEnumerable<long> numbers) => [.. numbers.OrderDescending()];

    static async Task<List<long>> AllAsync(ServedHost host, string path, string property)
    {
        var all = new List<long>();
        var before = "";
        do
        {
            var page = (await host.GetAsync($"{path}?top=4{before}")).Json;
            all.AddRange(page.GetProperty(property).EnumerateArray().Select(r => r.GetProperty("sequence").GetInt64()));
            before = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Number ? "&before=" + next.GetInt64() : "";
        }
        while (before.Length > 0);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(1, all[^1]);
        return all;
    }

    // A step that met a busy machine is repeated after a pause, and this clock only moves when told to.
    Task FilledAsync(ServedHost host, int orders) => host.UntilAsync("api/orders?stage=Filled", answer =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return answer.Json.GetProperty("total").GetInt32() == orders;
    });

    // A DCA run of a plan that there is none of fails at its first activity.
    static async Task FailAsync(ServedHost host, string id)
    {
        var started = await host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/" + id,
            $$"""{ "Plan": "plan-of-{{id}}", "Interval": "20240115" }""");
        Assert.Equal(202, started.Status);
        await host.UntilAsync("api/orchestrations/" + id, answer => answer.Text.Contains("\"Failed\"", StringComparison.Ordinal));
    }

    Task<ServedHost> StartAsync() => ServedHost.StartAsync(folder, time);
}
