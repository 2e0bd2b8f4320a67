using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>People's ways through the portal, in a real browser on a real host.</summary>
public sealed class PortalTests(PortalBrowser portal) : IClassFixture<PortalBrowser>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_OfASystemInUse_ShowWithoutErrorsAndAreAccessible(bool phone)
    {
        await portal.Host.PostAsync("admin/functions/DcaTimer", new { });
        var run = await portal.Host.UntilAsync("api/orchestrations?operation=Dca&status=Completed&prefix=dca-core", answer =>
            answer.Json.GetProperty("instances").GetArrayLength() > 0);
        var id = run.Json.GetProperty("instances")[0].GetProperty("id").GetString()!;
        (string Path, string Name, string Sees)[] pages =
        [
            ("", "overview", "CORE"),
            ("orchestrations", "orchestrations", id),
            ("orchestrations/" + id, "orchestration", "DecideDca"),
            ("plans", "plans", "BTCUSDT"),
            ("orders", "orders", "risk rules"),
            ("ledger", "ledger", "CORE:Holdings"),
            ("risk", "risk", "rules agreed"),
            ("schedules", "schedules", "DcaTimer"),
            ("audit", "audit", "order-risk"),
        ];
        await using var page = await portal.OpenAsync("", phone);
        foreach (var (path, name, sees) in pages)
        {
            await page.GoAsync(path);
            await page.SeesAsync(sees);
            await page.LookAsync(name);
        }
    }

    [Fact]
    public async Task Run_StartedByHand_IsWatchedToItsEndAndRead()
    {
        var plan = "watched";
        await CreatePlanAsync(plan);
        await using var page = await portal.OpenAsync("plans");
        var card = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Plan " + plan });
        // A double click starts one run.
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run this interval now" }).DblClickAsync();

        await page.SeesAsync("dca-watched-");
        await page.SeesAsync("Completed");
        await page.SeesAsync("RecordDcaProgress");
        await page.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "History" }).ClickAsync();
        await page.SeesAsync("SubOrchestrationInstanceCompleted");
        await page.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Input and output" }).ClickAsync();
        await page.SeesAsync("netNotional");
        var runs = await portal.Host.GetAsync("api/orchestrations?operation=DcaOrchestrator&prefix=dca-watched");
        Assert.Equal(1, runs.Json.GetProperty("instances").GetArrayLength());
    }

    [Fact]
    public async Task Failure_OfAnActivity_ShowsItsCauseAndIsRewound()
    {
        const string Plan = "late-plan";
        var started = await portal.Host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/fails",
            """{ "Plan": "late-plan", "Interval": "20260101" }""");
        Assert.Equal(202, started.Status);
        await using var page = await portal.OpenAsync("orchestrations/fails");
        await page.SeesAsync("Failed");
        await page.SeesAsync("There is no DCA plan 'late-plan'");
        await page.LookAsync("failed");

        await CreatePlanAsync(Plan);
        await page.Button("Rewind").ClickAsync();
        await page.ConfirmAsync("Rewind", "The plan was missing and is there now.");
        await page.SeesAsync("Completed");

        var audit = await portal.Host.GetAsync("api/audit?kind=orchestration-action&subject=fails");
        Assert.Contains("The plan was missing", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillSwitch_FromAnyPage_NeedsTheWordAndRefusesOrders()
    {
        await using var page = await portal.OpenAsync("ledger", phone: true);
        await page.Button("Emergency stop").ClickAsync();
        var confirm = page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop all orders" });
        await page.Page.GetByLabel("Reason, for the record").FillAsync("A test of the switch");
        Assert.True(await confirm.IsDisabledAsync());
        await page.LookAsync("emergency-stop");
        await page.ConfirmAsync("Stop all orders", "A test of the switch", "stop");
        await page.SeesAsync("every order is refused");
        Assert.Equal("True", (await portal.Host.GetAsync("api/emergency-stop"))["active"]);

        await page.Button("Release stop").ClickAsync();
        await page.ConfirmAsync("Release", "The test is over", "release");
        await Assertions.Expect(page.Button("Emergency stop")).ToBeVisibleAsync();
        Assert.Equal("False", (await portal.Host.GetAsync("api/emergency-stop"))["active"]);
    }

    [Fact]
    public async Task Text_ThatIsMarkup_StaysText()
    {
        const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        await portal.Host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/markup",
            $$"""{ "Plan": "{{Markup}}", "Interval": "20260101" }""");
        await portal.Host.UntilAsync("api/orchestrations/markup", answer => answer.Text.Contains("Failed", StringComparison.Ordinal));
        await using var page = await portal.OpenAsync("orchestrations/markup");
        await page.SeesAsync("Failed");
        await page.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Input and output" }).ClickAsync();
        await page.SeesAsync("onerror=alert(1)");
        Assert.Equal(0, await page.Page.Locator("main img, main script").CountAsync());
    }

    [Fact]
    public async Task List_WithFilters_ShowsWhatFitsAndKeepsThemInTheAddress()
    {
        await portal.Host.PostAsync("admin/functions/DcaTimer", new { });
        await using var page = await portal.OpenAsync("orchestrations?prefix=nothing-begins-so");
        await page.SeesAsync("Nothing fits the filter");
        await page.Page.GetByLabel("Id begins with").FillAsync("dca-core");
        await page.Page.GetByLabel("Id begins with").PressAsync("Tab");
        await page.SeesAsync("dca-core-");
        Assert.Contains("prefix=dca-core", page.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("portal/../host.json")]
    [InlineData("portal/%2e%2e/host.json")]
    [InlineData("portal/..%2f..%2fhost.json")]
    [InlineData("portal/assets/..%5c..%5chost.json")]
    [InlineData("portal//etc/passwd.json")]
    public async Task Files_OutsideThePortal_AreNotServed(string path)
    {
        var answer = await portal.Host.GetAsync(path);
        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("extensions", answer.Text, StringComparison.Ordinal);
    }

    async Task CreatePlanAsync(string name)
    {
        var made = await portal.Host.PostAsync("api/dca/plans", new
        {
            name,
            capital = 1000,
            amountPerInterval = 20,
            targets = new[] { new { symbol = "BTCUSDT", share = 0.5 } },
        });
        Assert.Equal(201, made.Status);
    }
}
