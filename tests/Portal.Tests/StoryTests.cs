using System.Globalization;
using Microsoft.Playwright;
using Orchestrations.Local.Tests.Serving;

namespace Orchestrations.Portal.Tests;

/// <summary>From an empty system to one that was stopped, as a person goes through it: by looking, clicking and typing alone.</summary>
public sealed class StoryTests : IDisposable
{
    const string Never = "0 0 0 1 1 *";

    // A market with a wide spread, and a breaker that a DCA run's cost of trading alone trips: no price has to be moved.
    static readonly (string, string)[] settings =
    [
        ("MarketData:HalfSpreadBasisPoints", "100"),
        ("RiskWatch:Level1", "0.0001"), ("RiskWatch:Level2", "0.0002"), ("RiskWatch:Level3", "0.9"), ("RiskWatch:Level4", "0.95"),
        ("RiskWatch:Smoothing", "00:00:00"), ("RiskWatch:Hysteresis", "0"),
        ("ProofPacks:Operations", "dca"),
        ("Dca:Schedule", Never), ("RiskWatch:Schedule", Never), ("Funding:Schedule", Never),
    ];

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-story-").FullName;
    readonly LaterClock clock = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task System_FromEmptyToStopped_IsSeenAndSteered(bool phone)
    {
        await using var host = await ServedHost.StartAsync(folder, clock, settings);
        await using var chromium = await Chromium.StartAsync();
        await using var page = await chromium.OpenAsync(host, "", phone);
        await page.SeesAsync("Everything is in cash.");
        await page.SeesAsync("paper");
        await page.LookAsync("story-1-empty");

        await ValueAsync(host, page);
        var run = await BuyAsync(host, page);
        await FailAndRewindAsync(host, page);
        await TripTheBreakerAsync(host, page);
        await VerifyAPackAsync(page, run);
        await KillByKeyboardAsync(host, page);
    }

    static async Task<string> BuyAsync(ServedHost host, WatchedPage page)
    {
        await page.GoAsync("plans");
        await page.SeesAsync("There is no plan yet.");
        await page.GoAsync("schedules");
        await page.Button("Run DcaTimer now").ClickAsync();
        await page.SeesAsync("DcaTimer was started by hand.");
        await page.GoAsync("orchestrations?prefix=dca-core-");
        // The list is not loaded anew: the run comes into it, and comes to its end, while somebody looks.
        var row = page.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasTextRegex = new("dca-core-\\d{8}Dca") });
        await Assertions.Expect(row.GetByText("Completed")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await page.LookAsync("story-2-ran");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await page.SeesAsync("RecordDcaProgress");
        await page.Tab("Sequence").ClickAsync();
        await page.SeesInPictureAsync("RecordDcaProgress");
        await page.Tab("History").ClickAsync();
        await page.SeesAsync("SubOrchestrationInstanceCompleted");
        await page.LookAsync("story-3-history");
        return (await host.GetAsync("api/orchestrations?operation=Dca&prefix=dca-core")).Json
            .GetProperty("instances")[0].GetProperty("id").GetString()!;
    }

    static async Task FailAndRewindAsync(ServedHost host, WatchedPage page)
    {
        var started = await host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/fails", """{ "Plan": "late-plan", "Interval": "20260101" }""");
        Assert.Equal(202, started.Status);
        await page.GoAsync("orchestrations/fails");
        await page.SeesAsync("There is no DCA plan 'late-plan'");
        await page.LookAsync("story-4-failed");
        await PortalInUse.CreatePlanAsync(host, "late-plan");
        await page.Button("Rewind").ClickAsync();
        await page.ConfirmAsync("Rewind", "The plan was missing and is there now.");
        await page.SeesAsync("Completed");
        var audit = await host.GetAsync("api/audit?kind=orchestration-action&subject=fails");
        Assert.Contains("The plan was missing", audit.Text, StringComparison.Ordinal);
    }

    async Task TripTheBreakerAsync(ServedHost host, WatchedPage page)
    {
        await ValueAsync(host, page);
        await ValueAsync(host, page);
        await page.GoAsync("risk");
        await page.SeesAsync("2 of 4");
        await page.SeesAsync("0 → 2");
        await page.LookAsync("story-5-breaker");
        await page.Button("Release the breaker").ClickAsync();
        await page.ConfirmAsync("Release", "It was the spread", "release");
        await page.SeesAsync("0 of 4");
        await page.SeesAsync("It was the spread");
    }

    static async Task VerifyAPackAsync(WatchedPage page, string run)
    {
        await page.GoAsync("packs");
        await page.Page.GetByLabel("Tenant").SelectOptionAsync("operations");
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new(run) }).First.ClickAsync();
        await page.SeesAsync("Every required check passed.");
        await page.LookAsync("story-6-pack");
    }

    static async Task KillByKeyboardAsync(ServedHost host, WatchedPage page)
    {
        await page.GoAsync("");
        await page.SeesAsync("BTC");
        var keyboard = page.Page.Keyboard;
        await FocusAsync(page, "Kill switch");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.GetByLabel("Reason, for the record")).ToBeFocusedAsync();
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("Out of everything");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("stop");
        await Assertions.Expect(page.Button("Stop now")).ToBeDisabledAsync();
        await page.LookAsync("story-7-kill-switch");
        for (var letter = 0; letter < 4; letter++)
            await keyboard.PressAsync("Backspace");
        await keyboard.TypeAsync("flatten");
        await Assertions.Expect(page.Button("Stop now")).ToBeEnabledAsync();
        await keyboard.PressAsync("Enter");
        await page.SeesAsync("Kill switch: no new positions, everything is sold.");
        await page.Link("What it does").ClickAsync();
        await page.SeesAsync("Completed");
        await page.LookAsync("story-8-stopped");
        // What is left is too little to be sold.
        var held = (await host.GetAsync("api/positions")).Json.GetProperty("spot").EnumerateArray();
        Assert.All(held, coin => Assert.True(decimal.Parse(coin.GetProperty("value").GetString()!, CultureInfo.InvariantCulture) < 10m, $"{coin}"));
        await FocusAsync(page, "Release kill switch");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.GetByLabel("Reason, for the record")).ToBeFocusedAsync();
        await keyboard.TypeAsync("All is well");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("release");
        await Assertions.Expect(page.Button("Release")).ToBeEnabledAsync();
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("Release kill switch")).ToBeHiddenAsync();
        Assert.False((await host.GetAsync("api/kill-switch")).Json.GetProperty("state").GetProperty("active").GetBoolean());
    }

    /// <summary>Goes on with Tab until a button of the name has the focus.</summary>
    static async Task FocusAsync(WatchedPage page, string button)
    {
        for (var pressed = 0; pressed < 40; pressed++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string>("() => document.activeElement?.textContent ?? ''") == button)
                return;
        }
        Assert.Fail($"'{button}' cannot be reached with Tab.");
    }

    /// <summary>Has the risk watch value the portfolio once more, and waits until it has.</summary>
    async Task ValueAsync(ServedHost host, WatchedPage page)
    {
        var before = (await host.GetAsync("api/breaker")).Json;
        var last = before.TryGetProperty("valuedAt", out var at) ? at.GetString() : null;
        // It values once a minute, however often it is asked to.
        clock.Skip(TimeSpan.FromMinutes(1));
        await page.GoAsync("schedules");
        await page.Button("Run RiskWatchTimer now").ClickAsync();
        await page.SeesAsync("RiskWatchTimer was started by hand.");
        await host.UntilAsync("api/breaker", answer => answer.Json.TryGetProperty("valuedAt", out var now) && now.GetString() != last);
        await host.UntilAsync("api/orchestrations/riskwatch-main", answer => answer.Text.Contains("\"Completed\"", StringComparison.Ordinal));
    }
}
