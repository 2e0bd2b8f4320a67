using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Watching one run and steering it.</summary>
public sealed class OrchestrationTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Fact]
    public async Task Run_StartedByHand_IsWatchedToItsEnd()
    {
        await portal.CreatePlanAsync("watched");
        await using var page = await portal.OpenAsync("plans");
        var card = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Plan watched", Exact = true });
        // A double click starts one run.
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run this interval now" }).DblClickAsync();

        await page.SeesAsync("dca-watched-");
        await page.SeesAsync("Completed");
        await page.SeesAsync("RecordDcaProgress");
        var runs = await portal.Host.GetAsync("api/orchestrations?operation=DcaOrchestrator&prefix=dca-watched");
        Assert.Equal(1, runs.Json.GetProperty("instances").GetArrayLength());
    }

    [Fact]
    public async Task Actions_OnAWaitingInstance_AreConfirmedDoneAndAudited()
    {
        // A phase of a capital increase waits for a person's answer.
        var started = await portal.Host.PostAsync("api/capital-increases", new
        {
            name = "steered",
            phases = new[] { new { amount = 100 } },
        });
        Assert.True(started.Status is 201 or 202, started.ToString());
        var id = (await portal.Host.UntilAsync("api/orchestrations?operation=Capital&status=Running", answer =>
            answer.Json.GetProperty("instances").GetArrayLength() > 0)).Json.GetProperty("instances")[0].GetProperty("id").GetString()!;
        await using var page = await portal.OpenAsync("orchestrations/" + id);
        await page.SeesAsync("Waits for");
        await page.LookAsync("waiting");

        await page.Button("Suspend").ClickAsync();
        await page.ConfirmAsync("Suspend", "Let it rest");
        await page.SeesAsync("Suspended: it goes on when it is resumed.");
        await page.Button("Resume").ClickAsync();
        await page.ConfirmAsync("Resume", "It rested");
        await page.SeesAsync("Waits for");
        await page.Button("Raise event").ClickAsync();
        await page.Page.GetByLabel("Event name").FillAsync("Nobody-waits-for-this");
        await page.Page.GetByLabel("Data, as JSON").FillAsync("{not json");
        await page.Page.GetByLabel("Reason, for the record").FillAsync("A try");
        await page.Button("Raise").ClickAsync();
        await page.SeesAsync("The data is not JSON");
        await page.Page.GetByLabel("Data, as JSON").FillAsync("{\"a\":1}");
        await page.ConfirmAsync("Raise", "A try");
        await page.Button("Terminate").ClickAsync();
        await page.ConfirmAsync("Terminate", "Enough", "terminate");
        await page.SeesAsync("Terminated");
        await page.Button("Restart").ClickAsync();
        await page.ConfirmAsync("Restart as a new instance", "Once more");
        await page.Button("Purge").ClickAsync();
        await page.ConfirmAsync("Purge", "Tidy", "purge");
        await page.SeesAsync("Every run of every operation");

        var audit = await portal.Host.GetAsync("api/audit?kind=orchestration-action&subject=" + Uri.EscapeDataString(id));
        foreach (var reason in new[] { "Let it rest", "It rested", "A try", "Enough", "Once more", "Tidy" })
            Assert.Contains(reason, audit.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_ThatAnInstanceWaitsFor_IsNamedWithItsEndAndRaisedFilledIn(bool phone)
    {
        var id = phone ? "collects-phone" : "collects";
        var started = await portal.Host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/ShipmentOrchestrator/" + id,
            """{ "Tenant": "operations", "Subject": "S-1", "WaitSeconds": 10800, "MostEvents": 10 }""");
        Assert.Equal(202, started.Status);
        await using var page = await portal.OpenAsync("orchestrations/" + id, phone);
        var raise = page.Button("Raise ShipmentEvents");
        await Assertions.Expect(raise).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".waits")).ToContainTextAsync(new Regex(
            @"Waits for the event ShipmentEvents until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(in 2 h \d+ min\)"));
        await page.LookAsync("waits-for-event");
        await raise.ClickAsync();
        await Assertions.Expect(page.Page.GetByLabel("Event name")).ToHaveValueAsync("ShipmentEvents");
        var data = page.Page.GetByLabel("Data, as JSON");
        await Assertions.Expect(data).ToHaveValueAsync(new Regex("""^\{\s+"Events": 0,\s+"Complete": false\s+\}$"""));
        await page.LookAsync("raise-awaited");
        await data.FillAsync("""{ "Events": 0, "Complete": true }""");
        await page.ConfirmAsync("Raise", "Nothing more comes");
        await page.SeesAsync("Completed");
        await Assertions.Expect(raise).ToBeHiddenAsync();
        var audit = await portal.Host.GetAsync("api/audit?kind=orchestration-action&subject=" + id);
        Assert.Contains("Nothing more comes", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_OfMillisecondsAndDays_ShowsTheStepsWhenWaitsAreShortened()
    {
        await using var page = await portal.OpenAsync("");
        await page.Page.RouteAsync("**/api/orchestrations/long", route => Answer(route, """
            {"line":{"id":"long","operation":"TrendOrchestrator","status":"Completed","created":"2026-01-01T00:00:00Z",
            "updated":"2026-01-06T00:00:02Z"}}
            """));
        await page.Page.RouteAsync("**/runtime/webhooks/durabletask/instances/long?*", route => Answer(route, """
            {"historyEvents":[
            {"EventType":"TaskCompleted","FunctionName":"First","ScheduledTime":"2026-01-01T00:00:00Z","Timestamp":"2026-01-01T00:00:01Z"},
            {"EventType":"TimerCreated","Timestamp":"2026-01-01T00:00:01Z","FireAt":"2026-01-06T00:00:01Z"},
            {"EventType":"TimerFired","Timestamp":"2026-01-06T00:00:01Z","FireAt":"2026-01-06T00:00:01Z"},
            {"EventType":"TaskCompleted","FunctionName":"Last","ScheduledTime":"2026-01-06T00:00:01Z","Timestamp":"2026-01-06T00:00:02Z"},
            {"EventType":"ExecutionCompleted","Timestamp":"2026-01-06T00:00:02Z"}]}
            """));
        await page.GoAsync("orchestrations/long");
        var widths = async () => await page.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.gantt-track .bar')].map(bar => bar.getBoundingClientRect().width)");
        await Assertions.Expect(page.Page.Locator(".gantt-track .bar")).ToHaveCountAsync(3);
        var thin = await widths();
        Assert.True(thin[0] < 5 && thin[1] > 500 && thin[2] < 5, string.Join(", ", thin));
        await page.Page.GetByLabel("Shorten waits").CheckAsync();
        var wide = await widths();
        Assert.True(wide[0] > 300 && wide[1] is > 10 and < 100 && wide[2] > 300, string.Join(", ", wide));
        Assert.EndsWith("?waits=short", page.Page.Url, StringComparison.Ordinal);
    }

    static Task Answer(IRoute route, string body) =>
        route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = body });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_AsATimeline_ShowEachWithItsId(bool phone)
    {
        await using var page = await portal.OpenAsync($"orchestrations?prefix={portal.Run}&view=timeline", phone);
        var runs = page.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Runs over time" });
        await Assertions.Expect(runs).ToContainTextAsync(portal.Run + "-ETHUSDT");
        await page.LookAsync("runs-timeline");
        await runs.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = portal.Run, Exact = true }).ClickAsync();
        var steps = page.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Steps over time" });
        // Within the run, orders are told apart by what is not the run's own name.
        var bitcoin = steps.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = "Order BTCUSDT" });
        await Assertions.Expect(bitcoin).ToHaveCountAsync(1);
        // Every bar is drawn in whole.
        var cut = await page.Page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll('.gantt-track')].filter(track => {
              const [bar, place] = [track.querySelector('.bar').getBoundingClientRect(), track.getBoundingClientRect()];
              return bar.bottom > place.bottom || bar.top < place.top;
            }).length
            """);
        Assert.Equal(0, cut);
    }

    [Fact]
    public async Task SelfClosing_OfADialog_DoesNothing()
    {
        await using var page = await portal.OpenAsync("orchestrations/" + portal.Run);
        await page.Button("Purge").ClickAsync();
        await page.Page.GetByLabel("Reason, for the record").FillAsync("Never mind");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Assertions.Expect(page.Button("Purge")).ToBeFocusedAsync();
        Assert.Equal(200, (await portal.Host.GetAsync("api/orchestrations/" + portal.Run)).Status);
    }
}
