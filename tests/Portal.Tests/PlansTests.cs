using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Plans that are paused and resumed, and capital that waits for a person.</summary>
public sealed class PlansTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    [Fact]
    public async Task Plan_PausedAndResumed_SaysSinceWhenAndWhy()
    {
        await portal.CreatePlanAsync("slow");
        await using var page = await portal.OpenAsync("plans");
        var card = page.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Plan slow", Exact = true });
        var run = card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run this interval now" });
        await page.Button("Pause slow").ClickAsync();
        await page.ConfirmAsync("Pause", "Holidays");
        await Assertions.Expect(card).ToContainTextAsync(new Regex(@"Paused since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: Holidays"));
        await Assertions.Expect(run).ToBeDisabledAsync();
        await page.LookAsync("plan-paused");
        await page.Button("Resume slow").ClickAsync();
        await page.ConfirmAsync("Resume", "Back again");
        await Assertions.Expect(run).ToBeEnabledAsync();
        foreach (var reason in new[] { "Holidays", "Back again" })
            Assert.Contains(reason, (await portal.Host.GetAsync("api/audit?text=" + Uri.EscapeDataString(reason))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CapitalIncrease_WhoseConditionsDoNotHold_NamesThem()
    {
        var made = await portal.Host.PostAsync("api/capital-increases", new { name = "early", phases = new[] { new { amount = 500 } } });
        Assert.True(made.Status is 201 or 202, made.ToString());
        await using var page = await portal.OpenAsync("plans");
        await page.SeesAsync("its conditions: ");
        await page.Link("early").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".waits")).ToContainTextAsync(new Regex(@"a timer, due .* UTC \(in \d+ h \d+ min\)"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CapitalIncrease_ThatWaits_SaysUntilWhenAndTakesAPersonsAnswer(bool phone)
    {
        await using var page = await portal.OpenAsync("", phone);
        // Paper has no money that is not in the books, so the answer is the API's in a richer world.
        await page.Page.RouteAsync(new Regex("/api/capital-increases\\?"), route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json",
            Body = """
                {"increases":[{"name":"spring","id":"capital-main-spring","state":{"name":"spring","phase":2,"amount":"2500",
                "stage":"Waiting","missed":[],"deadline":"2099-01-01T00:00:00Z","reminders":0}}]}
                """,
        }));
        await page.Page.RouteAsync("**/api/capital-increases/spring/answer", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 202,
            ContentType = "application/json",
            Body = "{}",
        }));
        await page.GoAsync("plans");
        await page.SeesAsync("a person’s answer until 2099-01-01 00:00:00 UTC");
        await page.LookAsync("capital-waits");
        await page.Button("Approve spring").ClickAsync();
        await page.SeesAsync("Approve phase 2 of spring, 2\u202f500.00 USDT");
        await page.Page.GetByLabel("Your name").FillAsync("Ada");
        var sent = await page.Page.RunAndWaitForRequestAsync(() => page.ConfirmAsync("Approve", "It grew well"), request => request.Method == "POST");
        Assert.Equal("""{"phase":2,"approved":true,"by":"Ada","reason":"It grew well"}""", sent.PostData);
    }
}
