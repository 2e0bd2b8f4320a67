using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Every page of a system in use, on a desktop and on a phone: what it shows, and that everybody can read it.</summary>
public sealed class PagesTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_OfASystemInUse_ShowWithoutErrorsAndAreAccessible(bool phone)
    {
        (string Path, string Name, string Sees)[] pages =
        [
            ("", "overview", "TACTICAL"),
            ("orchestrations", "orchestrations", portal.Run),
            ("orchestrations/" + portal.Run, "orchestration", "DecideDca"),
            ("schedules", "schedules", "DcaTimer"),
            ("plans", "plans", "BTCUSDT"),
            ("orders", "orders", "risk rules"),
            ("ledger", "ledger", "CORE:Holdings"),
            ("risk", "risk", "What each level does"),
            ("packs?tenant=operations", "packs", portal.Run),
            ($"packs/{portal.Pack}?tenant=operations", "pack", "Every required check passed."),
            ("packs/verify", "verify", "The files stay on this computer."),
            ("audit", "audit", "order-risk"),
            ("simulations", "simulations", "Nothing is open."),
            ("settings", "settings", "RiskWatch:Level1"),
            ("nowhere", "not-found", "There is no such page."),
        ];
        await using var page = await portal.OpenAsync("", phone);
        foreach (var (path, name, sees) in pages)
        {
            await page.GoAsync(path);
            await page.SeesAsync(sees);
            await page.LookAsync(name);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Views_OfAnInstanceAndOfRisk_ShowWithoutErrorsAndAreAccessible(bool phone)
    {
        await using var page = await portal.OpenAsync("orchestrations/" + portal.Run, phone);
        await page.Tab("Sequence").ClickAsync();
        await page.Page.GetByText("show steps").First.ClickAsync();
        await page.SeesInPictureAsync("SubmitOrder");
        await page.LookAsync("sequence");
        await page.Tab("History").ClickAsync();
        await page.SeesAsync("SubOrchestrationInstanceCompleted");
        await page.LookAsync("history");
        await page.Tab("Input and output").ClickAsync();
        await page.SeesAsync("netNotional");
        await page.GoAsync("risk");
        await page.Tab("Verdicts").ClickAsync();
        await page.SeesAsync("rules agreed");
        await page.LookAsync("risk-verdicts");
        await page.Tab("Rules").ClickAsync();
        await page.SeesAsync("ORC-RISK-002");
        await page.LookAsync("risk-rules");
    }

    [Fact]
    public async Task Menu_OnAPhone_OpensAndLeadsToThePage()
    {
        await using var page = await portal.OpenAsync("", phone: true);
        await Assertions.Expect(page.Link("Ledger")).ToBeHiddenAsync();
        await page.Button("Menu").ClickAsync();
        await page.LookAsync("menu");
        await page.Link("Ledger").ClickAsync();
        await page.SeesAsync("CORE:Holdings");
        await Assertions.Expect(page.Link("Ledger")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task List_WithFilters_ShowsWhatFitsAndKeepsThemInTheAddress()
    {
        await using var page = await portal.OpenAsync("orchestrations?prefix=nothing-begins-so");
        await page.SeesAsync("Nothing fits the filter");
        // What is typed counts without another gesture.
        await page.Page.GetByLabel("Id begins with").FillAsync("dca-core");
        await page.SeesAsync(portal.Run);
        Assert.Contains("prefix=dca-core", page.Page.Url, StringComparison.Ordinal);
        await page.Page.GetByLabel("Text in input or output").FillAsync("no run has this in it");
        await page.SeesAsync("Nothing fits the filter");
        await page.Page.GetByLabel("Text in input or output").FillAsync("\"plan\":\"core\"");
        await page.SeesAsync(portal.Run);
        await page.Page.GetByLabel("From (UTC)").FillAsync("2199-01-01T00:00");
        await page.SeesAsync("Nothing fits the filter");
        Assert.Contains("from=2199-01-01T00%3A00%3A00Z", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Theme_ThatAReaderChose_StaysChosen()
    {
        await using var page = await portal.OpenAsync("ledger");
        await page.Button("Switch between light and dark").ClickAsync();
        await page.GoAsync("orders");
        Assert.Equal("dark", await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        await page.LookAsync("orders-dark");
    }
}
