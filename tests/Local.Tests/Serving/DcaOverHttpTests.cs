using System.Text.Json;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>DCA from end to end over HTTP, on the host as it is served, under a clock that the test moves.</summary>
public sealed class DcaOverHttpTests : IDisposable
{
    const string Run = "dca-savings-20240115";
    const string Management = "runtime/webhooks/durabletask/instances/";

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-dca-").FullName;
    readonly ManualTimeProvider time = new(new DateTimeOffset(2024, 1, 15, 9, 30, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Run_StartedTwice_IsOneInstanceWithOneOrderForEachPair()
    {
        await using var host = await StartAsync();
        await CreatePlanAsync(host);
        var first = await host.PostAsync("api/dca/plans/savings/runs");
        var second = await host.PostAsync("api/dca/plans/savings/runs");
        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal((Run, Run), (first["id"], second["id"]));

        var ended = await EndAsync(host, Run);
        var orders = OrdersOf(ended);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], orders.Select(order => order.GetProperty("symbol").GetString()));
        Assert.All(orders, order => Assert.Equal("Filled", order.GetProperty("status").GetString()));

        var third = await host.PostAsync("api/dca/plans/savings/runs");
        Assert.Equal((202, Run), (third.Status, third["id"]));
        Assert.Equal(ended.Text, (await host.GetAsync("api/dca/runs/" + Run)).Text);
        var children = await host.GetAsync($"{Management}?instanceIdPrefix={Run}");
        // The run, an order for each pair, and its pack.
        Assert.Equal(4, children.Json.GetArrayLength());
    }

    [Fact]
    public async Task Run_InTheManagementApi_ShowsItsHistory()
    {
        await using var host = await StartAsync();
        await CreatePlanAsync(host);
        await host.PostAsync("api/dca/plans/savings/runs");
        await EndAsync(host, Run);

        var status = await host.GetAsync($"{Management}{Run}?showHistory=true&showHistoryOutput=true");
        Assert.Equal(("DcaOrchestrator", "Completed"), (status["name"], status["runtimeStatus"]));
        var events = status.Json.GetProperty("historyEvents").EnumerateArray().ToList();
        Assert.Equal("ExecutionStarted", Text(events[0], "EventType"));
        Assert.Equal("ExecutionCompleted", Text(events[^1], "EventType"));
        Assert.Contains(events, e => Text(e, "EventType") == "TaskCompleted" && Text(e, "FunctionName") == "DecideDca");
        Assert.Equal(3, events.Count(e => Text(e, "EventType") == "SubOrchestrationInstanceCompleted"));
        Assert.Equal(2, events.Count(e => Text(e, "FunctionName") == "RecordDcaProgress"));
    }

    [Fact]
    public async Task Everything_AfterARestart_ReadsTheSame()
    {
        string[] paths =
        [
            "api/dca/plans", "api/dca/plans/savings", "api/dca/runs/" + Run, $"{Management}{Run}?showHistory=true",
            $"{Management}{Run}-BTCUSDT?showHistory=true&showHistoryOutput=true", "api/emergency-stop",
        ];
        var before = new List<string>();
        await using (var host = await StartAsync())
        {
            await CreatePlanAsync(host);
            await host.PostAsync("api/dca/plans/savings/runs");
            await EndAsync(host, Run);
            await host.PostAsync("api/emergency-stop", new { reason = "for the restart" });
            foreach (var path in paths)
                before.Add((await host.GetAsync(path)).ToString());
        }

        await using var again = await StartAsync();
        var after = new List<string>();
        foreach (var path in paths)
            after.Add((await again.GetAsync(path)).ToString());
        Assert.Equal(before, after);
        Assert.All(after, answer => Assert.StartsWith("200", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timer_StartedByHand_MakesThePlanOfTheSettingsAndRunsIt()
    {
        await using var host = await StartAsync();
        var functions = (await host.GetAsync("admin/functions")).Json.EnumerateArray().ToList();
        var timer = functions.Single(function => Text(function, "name") == "DcaTimer");
        Assert.Equal("Timer", Text(timer, "trigger"));
        Assert.Equal(202, (await host.PostTextAsync("admin/functions/DcaTimer", "{}")).Status);
        var ended = await EndAsync(host, "dca-core-20240115");
        Assert.Equal("Completed", ended["status"]);
        Assert.Equal("core", (await host.GetAsync("api/dca/plans")).Json.GetProperty("plans")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Timer_WhenItsTimeComes_StartsTheDaysRun()
    {
        await using var host = await StartAsync();
        await CreatePlanAsync(host);
        await host.GetAsync("health");
        time.AdvanceTo(new DateTimeOffset(2024, 1, 16, 0, 5, 1, TimeSpan.Zero));
        Assert.Equal("Completed", (await EndAsync(host, "dca-savings-20240116"))["status"]);
    }

    [Fact]
    public async Task EmergencyStop_DuringARun_CarriesTheAmountToTheRunAfterItsRelease()
    {
        await using var host = await StartAsync();
        await CreatePlanAsync(host);
        Assert.Equal(200, (await host.PostAsync("api/emergency-stop", new { reason = "drill" })).Status);
        await host.PostAsync("api/dca/plans/savings/runs");
        var refused = OrdersOf(await EndAsync(host, Run));
        Assert.All(refused, order => Assert.Equal(("Refused", "ORC-RISK-001"), (Text(order, "status"), Text(order, "code"))));
        Assert.Contains("drill", Text(refused[0], "reason"), StringComparison.Ordinal);
        Assert.All(refused, order => Assert.Equal("0", Text(order, "netQuantity")));

        Assert.Equal(200, (await host.DeleteAsync("api/emergency-stop", new { reason = "the drill is over" })).Status);
        // No further than the plan's own time: a clock that runs on while the run is under way makes its orders too old to send.
        time.AdvanceTo(new DateTimeOffset(2024, 1, 16, 0, 5, 1, TimeSpan.Zero));
        var filled = OrdersOf(await EndAsync(host, "dca-savings-20240116"));
        Assert.All(filled, order => Assert.Equal("Filled", Text(order, "status")));

        // Two days' amounts: 2 x 1400 / 14 x share.
        Assert.Equal(["80", "40"], filled.Select(order => Text(order, "amount")));
        Assert.Equal(["40", "20"], refused.Select(order => Text(order, "amount")));
    }

    static async Task CreatePlanAsync(ServedHost host)
    {
        var made = await host.PostAsync("api/dca/plans", new
        {
            name = "savings",
            capital = 1400m,
            targets = new[] { new { symbol = "BTCUSDT", share = 0.4m }, new { symbol = "ETHUSDT", share = 0.2m } },
            amountPerInterval = "12.5",
        });
        Assert.True(made.Status == 201, made.ToString());
    }

    // Nothing here waits on the clock: orders do so only when their outcome is unknown.
    static Task<ServedHost.Answer> EndAsync(ServedHost host, string run) => host.UntilAsync(
        "api/dca/runs/" + run, answer => answer.Status == 200 && answer["status"] is "Completed" or "Failed" or "Terminated");

    static List<JsonElement> OrdersOf(ServedHost.Answer run) =>
        [.. run.Json.GetProperty("result").GetProperty("orders").EnumerateArray()];

    Task<ServedHost> StartAsync() => ServedHost.StartAsync(folder, time);

    static string Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) ? value.ToString() : "";
}
