using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Prices with our own trades on them: a picture, and the same in tables for who does not see it.</summary>
public sealed class PricesTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prices_OfWhatWasBought_ShowCandlesTradesAndEntryInPictureAndTables(bool phone)
    {
        var marks = (await portal.Host.GetAsync("api/prices/BTCUSDT/marks")).Json;
        var fill = marks.GetProperty("fills")[0];
        await using var page = await portal.OpenAsync("", phone);
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Coins" }).GetByRole(AriaRole.Link, new() { Name = "BTC" }).ClickAsync();
        var picture = page.Page.GetByRole(AriaRole.Figure, new PageGetByRoleOptions { NameRegex = new Regex(
            @"^BTCUSDT from \d{4}-\d\d-\d\d: 90 candles, the last closed at [\d\s.]+; 1 order bought, none sold\.$") });
        await Assertions.Expect(picture).ToBeVisibleAsync();
        Assert.True(await picture.Locator("canvas").CountAsync() > 0, "There is no picture.");
        await Assertions.Expect(Region(page, "Our trades").GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(
            fill.GetProperty("quantity").GetString()!.TrimEnd('0'));
        await Assertions.Expect(Region(page, "Prices that matter").GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("average entry");
        await page.LookAsync("prices");
        // Every candle is in the table, to the last digit.
        await page.Page.GetByText("All candles as a table").ClickAsync();
        var last = (await portal.Host.GetAsync("api/prices/BTCUSDT?top=500")).Json.GetProperty("candles").EnumerateArray().Last();
        var close = decimal.Parse(last.GetProperty("close").GetString()!, CultureInfo.InvariantCulture);
        await Assertions.Expect(Region(page, "Candles").GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(
            close.ToString("#,##0.########", CultureInfo.InvariantCulture).Replace(',', '\u202f'));
        await page.SeesAsync("Candles 1 to 50 of 90");
        await page.Page.GetByLabel("Market").SelectOptionAsync("contract");
        await page.SeesAsync("Nothing of it is held.");
        Assert.Contains("market=contract", page.Page.Url, StringComparison.Ordinal);
        await page.Page.GetByLabel("Instrument").SelectOptionAsync("ETHUSDT");
        await page.SeesAsync("average entry");
        await page.LookAsync("prices-eth");
    }

    [Fact]
    public async Task Prices_ThatThereAreNone_SayWhy()
    {
        await using var page = await portal.OpenAsync("nowhere");
        page.Expect("503");
        page.Expect("400");
        await page.Page.RouteAsync("**/api/prices/BTCUSDT?**", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503, ContentType = "application/problem+json",
            Body = """{"code":"ORC-MARKET-001","detail":"No market data for BTCUSDT: nobody answers"}""",
        }));
        await page.GoAsync("prices/BTCUSDT");
        await page.SeesAsync("nobody answers");
        await page.GoAsync("prices/" + Uri.EscapeDataString("<img src=x onerror=alert(1)>"));
        await page.SeesAsync("is not a known symbol");
        Assert.Equal(0, await page.Page.Locator("#app img").CountAsync());
    }

    static ILocator Region(WatchedPage page, string name) =>
        page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = name, Exact = true }).First;
}
