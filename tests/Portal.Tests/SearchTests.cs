using Microsoft.Playwright;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>Finding one thing among many: filters, pages, checks; and what settings say of themselves.</summary>
public sealed class SearchTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Fact]
    public async Task Orchestrations_ByStatusAndOperation_ShowOnlyThose()
    {
        await using var page = await portal.OpenAsync("orchestrations");
        await page.SeesAsync(portal.Run);
        await page.Page.GetByLabel("Operation").FillAsync("order");
        await Assertions.Expect(page.Link(portal.Run)).ToBeHiddenAsync();
        await page.SeesAsync(portal.Run + "-BTCUSDT");
        await page.Page.GetByLabel("Status").SelectOptionAsync("Failed");
        await page.SeesAsync("Nothing fits the filter");
        Assert.Contains("status=Failed&operation=order", page.Page.Url, StringComparison.Ordinal);
        await page.Page.GetByLabel("Until (UTC)").FillAsync("2020-01-01T00:00");
        await page.Page.GetByLabel("Status").SelectOptionAsync("Completed");
        await page.SeesAsync("Nothing fits the filter");
        Assert.Contains("to=2020-01-01", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrations_MoreThanAPage_AreAllReachedByShowMore()
    {
        const int Count = 60;
        for (var number = 0; number < Count; number++)
        {
            var started = await portal.Host.PostTextAsync(
                $"runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/paged-{number:d2}",
                """{ "Plan": "none", "Interval": "20260101" }""");
            Assert.Equal(202, started.Status);
        }
        await portal.Host.UntilAsync(
            "api/orchestrations?prefix=paged-&status=Failed&top=100", answer => answer.Json.GetProperty("instances").GetArrayLength() == Count);
        await using var page = await portal.OpenAsync("orchestrations?prefix=paged-");
        var links = page.Page.Locator("main tbody a");
        await Assertions.Expect(links).ToHaveCountAsync(50);
        await page.Button("Show more").ClickAsync();
        await Assertions.Expect(links).ToHaveCountAsync(Count);
        Assert.Equal(Count, (await links.AllInnerTextsAsync()).Distinct().Count());
        await Assertions.Expect(page.Button("Show more")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Audit_Searched_ShowsWhatFitsWithItsInputs()
    {
        await using var page = await portal.OpenAsync("audit");
        await page.Page.GetByLabel("Kind").FillAsync("order-intent");
        await Assertions.Expect(page.Page.Locator("main tbody tr")).ToHaveCountAsync(2);
        await page.Page.GetByLabel("Text").FillAsync("ETHUSDT");
        await Assertions.Expect(page.Page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await page.Page.Locator("main summary").ClickAsync();
        await page.SeesAsync("\"symbol\": \"ETHUSDT\"");
        await page.Page.GetByLabel("Subject begins with").FillAsync("nobody");
        await page.SeesAsync("No records fit.");
    }

    [Fact]
    public async Task Ledger_Checked_SaysThatEveryEntryIsBalanced()
    {
        await using var page = await portal.OpenAsync("ledger");
        await page.Button("Check the whole journal").ClickAsync();
        await page.SeesAsync("every one is there and balanced");
    }

    [Fact]
    public async Task KillSwitch_OnEveryPage_WantsAReasonAndItsWord()
    {
        await using var page = await portal.OpenAsync("", phone: true);
        foreach (var path in new[]
        {
            "", "alerts", "orchestrations", "orchestrations/" + portal.Run, "schedules", "plans", "prices", "orders", "ledger", "risk", "packs",
            "packs/verify", "audit", "simulations", "settings", "nowhere",
        })
        {
            await page.GoAsync(path);
            await page.Button("Kill switch").ClickAsync();
            var stop = page.Button("Stop now");
            await Assertions.Expect(stop).ToBeDisabledAsync();
            await page.Page.GetByLabel("Reason, for the record").FillAsync("A try");
            await page.Page.GetByLabel("to confirm").FillAsync("stopp");
            await Assertions.Expect(stop).ToBeDisabledAsync();
            await page.Page.GetByLabel("to confirm").FillAsync("stop");
            await Assertions.Expect(stop).ToBeEnabledAsync();
            await page.Button("Cancel").ClickAsync();
        }
        Assert.False((await portal.Host.GetAsync("api/kill-switch")).Json.GetProperty("state").GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Settings_SayWhatHoldsAndWhereItComesFrom_ButNoSecret()
    {
        const string Secret = "s3cret-of-the-exchange";
        var folder = Directory.CreateTempSubdirectory("orchestrations-settings-");
        try
        {
            await using var host = await ServedHost.StartAsync(
                folder.FullName, WallClock.Instance, ("Trading:ApiSecret", Secret), ("RiskWatch:Level1", "0.08"));
            await using var chromium = await Chromium.StartAsync();
            await using var page = await chromium.OpenAsync(host, "settings");
            await page.Page.GetByLabel("only what somebody set").CheckAsync();
            ILocator Row(string key) => page.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = key }).First;
            await Assertions.Expect(Row("Trading:ApiSecret")).ToContainTextAsync("set, not shown");
            await Assertions.Expect(Row("RiskWatch:Level1")).ToContainTextAsync("0.08");
            await Assertions.Expect(Row("RiskWatch:Level1").Locator("[data-name=From]")).ToHaveTextAsync("command line");
            Assert.DoesNotContain(Secret, await page.Page.ContentAsync(), StringComparison.Ordinal);
            await page.Page.GetByLabel("Find").FillAsync("apisecret");
            await Assertions.Expect(Row("RiskWatch:Level1")).ToBeHiddenAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
