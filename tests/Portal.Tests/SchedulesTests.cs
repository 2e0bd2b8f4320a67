using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>What runs by itself: seen, stopped, started and run by hand, each with its reason in the audit log.</summary>
public sealed class SchedulesTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Operation_StoppedAndStarted_SaysSoAndIsAudited(bool phone)
    {
        await using var page = await portal.OpenAsync("schedules", phone);
        var row = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Operations" })
            .GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Rebalance" });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop Rebalance" }).ClickAsync();
        await page.LookAsync("operation-stop");
        await page.ConfirmAsync("Stop", "The market is closed");
        await Assertions.Expect(row).ToContainTextAsync("The market is closed");
        await Assertions.Expect(row).ToContainTextAsync("stopped");
        await page.LookAsync("operation-stopped");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Start Rebalance" }).ClickAsync();
        await page.ConfirmAsync("Start", "It is open again");
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop Rebalance" })).ToBeVisibleAsync();
        foreach (var reason in new[] { "The market is closed", "It is open again" })
            Assert.NotEqual(
                0, (await portal.Host.GetAsync("api/audit?text=" + Uri.EscapeDataString(reason))).Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task Operation_RunByHand_ShowsItsRunAndIsAudited()
    {
        await using var page = await portal.OpenAsync("schedules");
        var row = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Operations" })
            .GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "DCA" });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run DCA" }).ClickAsync();
        await page.ConfirmAsync("Run", "To see it run");
        await Assertions.Expect(row.GetByText("Completed")).ToBeVisibleAsync();
        var audit = await portal.Host.GetAsync("api/audit?kind=operation-run&text=" + Uri.EscapeDataString("To see it run"));
        Assert.NotEqual(0, audit.Json.GetProperty("records").GetArrayLength());
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync("RecordDcaProgress");
    }

    [Fact]
    public async Task Timers_ShowWhenTheyRanRunNextAndWhatTheyMissed()
    {
        await using var page = await portal.OpenAsync("schedules");
        var timer = (await portal.Host.GetAsync("api/timers")).Json.GetProperty("timers").EnumerateArray()
            .Single(one => one.GetProperty("function").GetString() == "RetentionTimer");
        var row = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Timers" })
            .GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "RetentionTimer" });
        await Assertions.Expect(row).ToContainTextAsync("never");
        await Assertions.Expect(row).ToContainTextAsync(timer.GetProperty("next").GetDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss"));
        Assert.Equal("0", await row.Locator("[data-name=Missed]").InnerTextAsync());
    }
}
