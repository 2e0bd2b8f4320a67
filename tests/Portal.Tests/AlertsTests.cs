using System.Text.Json;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Alerts: shown on the overview and on pages of their own, answered by people, and over when their cause is.</summary>
public sealed class AlertsTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    const string Id = "20260101T080000000Z-abcdefgh";
    const string Message = "BTCUSDT: the books have 0.5 less than the exchange <img src=x onerror=alert(1)>";

    // Whoever stops trading is told on as well: the host itself raises this one, and knows when it is over.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ThatTheHostRaises_IsSeenLiveAcknowledgedAndSeenResolved(bool phone)
    {
        await using var page = await portal.OpenAsync("", phone);
        await page.SeesAsync("Nothing needs anybody.");
        var thrown = await portal.Host.PostAsync("api/kill-switch", new { reason = "A drill", flatten = false });
        Assert.True(thrown.Status is 200 or 202, thrown.ToString());
        // Nothing is loaded anew: it comes into the page that somebody looks at.
        var card = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Alerts", Exact = true });
        var alert = card.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Trading was stopped." });
        await Assertions.Expect(alert).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByText("P0")).ToBeVisibleAsync();
        await page.LookAsync("overview-alert-raised");
        await alert.ClickAsync();
        await page.SeesAsync("A drill");
        await page.Button("Acknowledge").ClickAsync();
        await page.ConfirmAsync("Acknowledge", "I am on it");
        await Assertions.Expect(page.Page.Locator(".facts")).ToContainTextAsync("acknowledged: I am on it");
        await page.LookAsync("alert-acknowledged");
        // The breaker alone would allow them.
        await page.GoAsync("risk");
        await page.SeesAsync("by the kill switch");
        await page.Page.GoBackAsync();
        var released = await portal.Host.DeleteAsync("api/kill-switch", new { reason = "The drill is over" });
        Assert.True(released.Status is 200 or 202, released.ToString());
        await Assertions.Expect(page.Page.Locator(".facts")).ToContainTextAsync("resolved: The drill is over");
        await Assertions.Expect(page.Button("Resolve")).ToBeHiddenAsync();
        await page.GoAsync("alerts?state=resolved");
        await page.SeesAsync("Trading was stopped.");
        await page.GoAsync("");
        await page.SeesAsync("Nothing needs anybody.");
        var audited = await portal.Host.GetAsync("api/audit?text=" + Uri.EscapeDataString("I am on it"));
        Assert.NotEqual(0, audited.Json.GetProperty("records").GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ThatIsOpen_IsSeenAndAcknowledgedWithAReason(bool phone)
    {
        var state = "open";
        var said = new List<string>();
        await using var page = await portal.OpenAsync("nowhere", phone);
        await page.Page.RouteAsync("**/api/alerts*", route => AnswerAsync(route, new { alerts = new[] { AlertIn(state) } }));
        await page.Page.RouteAsync("**/api/alerts/**", route =>
        {
            if (route.Request.Method == "POST")
            {
                Assert.EndsWith($"/api/alerts/{Id}/acknowledge", route.Request.Url, StringComparison.Ordinal);
                said.Add(route.Request.PostData!);
                state = "acknowledged";
                return AnswerAsync(route, AlertIn(state));
            }
            object[] deliveries =
            [
                new
                {
                    notice = "raised-1", channel = "email", status = "failed", attempts = 8, at = "2026-01-01T08:10:00Z",
                    reason = "The receiver is down.",
                },
            ];
            return AnswerAsync(route, new { alert = AlertIn(state), deliveries });
        });

        await page.GoAsync("");
        await page.SeesAsync("the books have 0.5 less");
        await page.LookAsync("overview-alerts");
        await page.GoAsync("alerts");
        await page.SeesAsync("the books have 0.5 less");
        await page.LookAsync("alerts");
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new("the books have") }).ClickAsync();
        await page.SeesAsync("The receiver is down.");
        await page.LookAsync("alert");
        await page.Button("Acknowledge").ClickAsync();
        await page.ConfirmAsync("Acknowledge", "Looking at it");
        await Assertions.Expect(page.Button("Acknowledge")).ToBeHiddenAsync();
        Assert.Contains("Looking at it", Assert.Single(said), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.Locator("#app img").CountAsync());
    }

    [Fact]
    public async Task Alert_AboutARun_LeadsToIt()
    {
        await using var page = await portal.OpenAsync("nowhere");
        await page.Page.RouteAsync("**/api/alerts/**", route => AnswerAsync(
            route, new { alert = AlertIn("open", portal.Run), deliveries = Array.Empty<object>() }));
        await page.GoAsync("alerts/" + Id);
        await page.Page.Locator(".facts").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = portal.Run, Exact = true }).ClickAsync();
        await page.SeesAsync("RecordDcaProgress");
    }

    static object AlertIn(string state, string subject = "BTCUSDT") => new
    {
        id = Id,
        about = "books-BTCUSDT",
        severity = "P1",
        code = "ORC-RECON-001",
        subject,
        message = Message,
        expected = "1.0",
        actual = "1.5",
        raisedAt = "2026-01-01T08:00:00Z",
        lastAt = "2026-01-01T08:05:00Z",
        occurrences = 2,
        state,
    };

    static Task AnswerAsync(IRoute route, object answer) => route.FulfillAsync(new RouteFulfillOptions
    {
        ContentType = "application/json",
        Body = JsonSerializer.Serialize(answer),
    });
}
