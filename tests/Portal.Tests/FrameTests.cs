using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>What holds on every page: the address says what is shown, the keyboard finds its way, nothing old looks new.</summary>
public sealed class FrameTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_ThatDoesNotAnswer_IsSaidOnEveryPageUntilItAnswersAgain(bool phone)
    {
        await using var page = await portal.OpenAsync("orders", phone);
        page.Expect("net::ERR_INTERNET_DISCONNECTED");
        await page.SeesAsync("Buy BTCUSDT");
        var away = page.Page.GetByText("The host does not answer.");
        await page.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(away).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByText("What you see is from")).ToBeVisibleAsync();
        // What was shown stays, said once to be old.
        await page.SeesAsync("Buy BTCUSDT");
        await page.LookAsync("host-away");
        await page.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(away).ToBeHiddenAsync();
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Alert).CountAsync());
    }

    [Fact]
    public async Task Host_ThatTakesQuestionsAndAnswersNone_IsSaidToo()
    {
        await using var page = await portal.OpenAsync("orders");
        await page.SeesAsync("Buy BTCUSDT");
        await page.Page.RouteAsync("**/*", _ => Task.CompletedTask);
        await page.SeesAsync("The host does not answer.");
    }

    [Fact]
    public async Task Alert_Open_IsCountedOnEveryPageUntilSomebodyTakesCare()
    {
        var raised = (await portal.Host.PostAsync("api/alerts/test", new { severity = "P0" })).Json.GetProperty("id").GetString()!;
        await using var page = await portal.OpenAsync("settings");
        var count = page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new("open alerts?$") });
        await Assertions.Expect(count).ToBeVisibleAsync();
        await count.ClickAsync();
        await Assertions.Expect(page.Page.Locator($"main a[href$='{raised}']")).ToBeVisibleAsync();
        Assert.EndsWith("alerts?state=open", page.Page.Url, StringComparison.Ordinal);
        await portal.Host.PostAsync($"api/alerts/{raised}/resolve", new { reason = "It was a test." });
        await Assertions.Expect(page.Page.Locator($"main a[href$='{raised}']")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keyboard_SkipsToTheContentAndStaysInThePageThatWasChosen()
    {
        await using var page = await portal.OpenAsync("orchestrations?prefix=dca-");
        await page.SeesAsync(portal.Run);
        await page.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Link("Skip to content")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("main")).ToBeFocusedAsync();
        await page.Link(portal.Run).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("RecordDcaProgress");
        await Assertions.Expect(page.Page.Locator("main")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Page.Locator("main .crumbs a")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Address_HoldsTheViewTheFilterAndTheRange()
    {
        await using var page = await portal.OpenAsync($"orchestrations/{portal.Run}?view=history");
        await page.SeesAsync("SubOrchestrationInstanceCompleted");
        await page.Tab("Sequence").ClickAsync();
        Assert.EndsWith("?view=sequence", page.Page.Url, StringComparison.Ordinal);
        await page.GoAsync("risk?view=verdicts&refused=true");
        await page.SeesAsync("No verdict fits the filter.");
        await page.Page.Locator("main select").SelectOptionAsync("false");
        await page.SeesAsync("rules agreed");
        Assert.EndsWith("?view=verdicts&refused=false", page.Page.Url, StringComparison.Ordinal);
        await page.GoAsync("settings?find=apisecret");
        await Assertions.Expect(page.Page.GetByText("Dca:Schedule")).ToBeHiddenAsync();
        await page.GoAsync("?days=365");
        await Assertions.Expect(page.Page.GetByLabel("Range")).ToHaveValueAsync("365");
    }

    [Fact]
    public async Task View_ChosenByTheAddress_IsWithinAPhonesScreen()
    {
        await using var page = await portal.OpenAsync($"orchestrations/{portal.Run}?view=data", phone: true);
        await page.SeesAsync("Output");
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('[role=tab][aria-selected=true]').getBoundingClientRect().right <= innerWidth");
    }

    [Fact]
    public async Task Address_CutOffWithinAnEscape_StillOpensThePortal()
    {
        await using var page = await portal.OpenAsync("nowhere/%E2%82");
        await page.SeesAsync("There is no such page.");
        await Assertions.Expect(page.Button("Kill switch")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Back_ReturnsToWhereTheReaderWas()
    {
        await using var page = await portal.OpenAsync("settings");
        await page.SeesAsync("Dca:Schedule");
        await page.Page.EvaluateAsync("() => scrollTo(0, 2400)");
        await page.Page.WaitForFunctionAsync("() => history.state?.y === 2400");
        await page.Link("Audit").ClickAsync();
        await page.SeesAsync("Check the chain");
        await page.Page.GoBackAsync();
        await page.Page.WaitForFunctionAsync("() => scrollY === 2400");
    }

    [Fact]
    public async Task TimersButton_ClickedTwice_RunsItOnce()
    {
        await using var page = await portal.OpenAsync("schedules");
        ConcurrentBag<string> posts = [];
        page.Page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                posts.Add(request.Url);
        };
        await page.Button("Run HealthTimer now").DblClickAsync();
        await page.SeesAsync("HealthTimer was started by hand.");
        Assert.Single(posts);
    }
}
