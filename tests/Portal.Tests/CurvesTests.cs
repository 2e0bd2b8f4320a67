using Microsoft.Playwright;
using Orchestrations.Local.Tests.Serving;

namespace Orchestrations.Portal.Tests;

/// <summary>A portfolio that has run for weeks: its curves, over every day that was valued.</summary>
public sealed class CurvesTests : IDisposable
{
    const string Never = "0 0 0 1 1 *";
    const int Days = 30;

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-curves-").FullName;
    readonly LaterClock clock = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Overview_OfAPortfolioThatRanForWeeks_DrawsEveryDay()
    {
        await using var host = await ServedHost.StartAsync(
            folder, clock, ("Dca:Schedule", Never), ("RiskWatch:Schedule", Never), ("Funding:Schedule", Never));
        for (var day = 0; day < Days; day++)
        {
            await RunAsync(host, "DcaTimer", FormattableString.Invariant($"dca-core-{clock.GetUtcNow():yyyyMMdd}"));
            clock.Skip(TimeSpan.FromMinutes(1));
            await RunAsync(host, "RiskWatchTimer", "riskwatch-main");
            clock.Skip(TimeSpan.FromDays(1));
        }

        await using var chromium = await Chromium.StartAsync();
        foreach (var phone in new[] { false, true })
        {
            await using var page = await chromium.OpenAsync(host, "", phone);
            await page.SeesAsync($"{Days} days: ");
            await Assertions.Expect(page.Page.Locator("canvas")).ToHaveCountAsync(2);
            // The pointer reads out the day it is over.
            var last = await page.Page.Locator("figcaption").First.InnerTextAsync();
            await page.Page.Locator(".u-over").First.HoverAsync(new LocatorHoverOptions { Position = new Position { X = 4, Y = 40 } });
            await Assertions.Expect(page.Page.Locator("figcaption").First).Not.ToHaveTextAsync(last);
            await page.Page.Mouse.MoveAsync(0, 0);
            await page.LookAsync("curves");
        }
    }

    static async Task RunAsync(ServedHost host, string timer, string instance)
    {
        var before = await StampAsync(host, instance);
        Assert.Equal(202, (await host.PostAsync("admin/functions/" + timer, new { })).Status);
        await host.UntilAsync("api/orchestrations/" + instance, answer => answer.Status == 200
            && answer.Json.GetProperty("line") is var line
            && line.GetProperty("status").GetString() == "Completed"
            && line.GetProperty("created").GetString() != before);
    }

    // The risk watch uses one id again and again.
    static async Task<string?> StampAsync(ServedHost host, string instance) =>
        await host.GetAsync("api/orchestrations/" + instance) is { Status: 200 } found
            ? found.Json.GetProperty("line").GetProperty("created").GetString()
            : null;
}
