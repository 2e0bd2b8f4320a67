using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Alerts as a host that raises them answers with: shown on the overview and on pages of their own, and answered by people.</summary>
public sealed class AlertsTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    const string Id = "20260101T080000000Z-abcdefgh";
    const string Message = "BTCUSDT: the books have 0.5 less than the exchange <img src=x onerror=alert(1)>";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ThatIsOpen_IsSeenAndAcknowledgedWithAReason(bool phone)
    {
        var state = "open";
        var said = new List<string>();
        await using var page = await portal.OpenAsync("nowhere", phone);
        await page.Page.RouteAsync("**/api/openapi.json", async route =>
        {
            var response = await route.FetchAsync();
            var offers = JsonNode.Parse(await response.TextAsync())!;
            offers["paths"]!["/api/alerts"] ??= new JsonObject();
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = offers.ToJsonString() });
        });
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

    static object AlertIn(string state) => new
    {
        id = Id,
        about = "books-BTCUSDT",
        severity = "P1",
        code = "ORC-RECON-001",
        subject = "BTCUSDT",
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
