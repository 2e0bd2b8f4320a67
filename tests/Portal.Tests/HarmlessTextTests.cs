using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Orchestrations.Portal.Tests;

/// <summary>Script in every field that a user or an exchange can fill stays text.</summary>
public sealed class HarmlessTextTests(PortalInUse portal) : IClassFixture<PortalInUse>
{
    const string Planted = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    [Fact]
    public async Task Text_ThatUsersPlant_StaysText()
    {
        const string Id = "<img src=x onerror=alert(3)>";
        var start = await portal.Host.PostTextAsync(
            "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/" + Uri.EscapeDataString(Id),
            JsonSerializer.Serialize(new { Plan = Planted, Interval = "20260101" }));
        Assert.True(start.Status == 202, start.ToString());
        await portal.Host.UntilAsync(
            "api/orchestrations/" + Uri.EscapeDataString(Id), answer => answer.Text.Contains("Failed", StringComparison.Ordinal));
        var raised = await portal.Host.PostAsync("api/capital-increases", new { name = "planted", phases = new[] { new { amount = 1 } } });
        Assert.True(raised.Status is 201 or 202, raised.ToString());
        var waiting = (await portal.Host.UntilAsync("api/orchestrations?text=planted&status=Running", answer =>
            answer.Json.GetProperty("instances").GetArrayLength() > 0)).Json.GetProperty("instances")[0].GetProperty("id").GetString()!;
        var happened = await portal.Host.PostAsync(
            $"api/orchestrations/{Uri.EscapeDataString(waiting)}/event", new { reason = Planted, eventName = Id, eventData = Planted });
        Assert.Equal(202, happened.Status);
        var packed = await portal.Host.PostAsync("proofpacks/run?wait=20", new
        {
            subject = Planted,
            events = new[] { new { id = Id, time = "2026-01-01T08:00:00Z", type = Planted, link = "javascript:alert(4)" } },
        });
        Assert.True(packed.Status == 201, packed.ToString());
        var pack = (await portal.Host.GetAsync("proofpacks?subject=" + Uri.EscapeDataString(Planted)))
            .Json.GetProperty("packs")[0].GetProperty("id").GetString()!;

        await using var page = await portal.OpenAsync("orchestrations");
        await page.SeesAsync("onerror=alert(3)");
        await page.Link(Id).ClickAsync();
        await page.SeesAsync("TaskFailedException");
        await page.Tab("Input and output").ClickAsync();
        await page.SeesAsync("onerror=alert(1)");
        await HoldsNoMarkupAsync(page);
        await page.GoAsync("orchestrations/" + Uri.EscapeDataString(waiting));
        await page.SeesAsync("onerror=alert(3)");
        await page.Tab("Sequence").ClickAsync();
        await page.SeesInPictureAsync("onerror=alert(3)");
        await page.Tab("History").ClickAsync();
        await page.SeesAsync("EventRaised");
        await HoldsNoMarkupAsync(page);
        (string, string)[] pages =
            [("packs", "onerror=alert(1)"), ("packs/" + pack, "javascript:alert(4)"), ("audit", "orchestration-action")];
        foreach (var (path, sees) in pages)
        {
            await page.GoAsync(path);
            await page.SeesAsync(sees);
            await HoldsNoMarkupAsync(page);
        }
    }

    // Whatever an exchange, a store or a caller answers: every text of every answer carries the markup.
    [Fact]
    public async Task Text_InEveryFieldOfEveryAnswer_StaysText()
    {
        await using var page = await portal.OpenAsync("nowhere");
        // Names with markup in them are asked for, and there is nothing of such a name.
        page.Expect("404");
        await page.Page.RouteAsync("**/{api,proofpacks,runtime}/**", async route =>
        {
            var response = await route.FetchAsync();
            if (response.Headers.GetValueOrDefault("content-type")?.StartsWith("application/json", StringComparison.Ordinal) != true
                || route.Request.Url.Contains("/proofpacks/", StringComparison.Ordinal))
            {
                await route.FulfillAsync(new RouteFulfillOptions { Response = response });
                return;
            }
            var body = Plant(JsonNode.Parse(await response.TextAsync()));
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = body?.ToJsonString() });
        });
        string[] pages =
        [
            "", "orchestrations", "orchestrations/" + portal.Run, "schedules", "plans", "prices/BTCUSDT", "orders", "ledger", "risk",
            "packs", "audit", "settings",
        ];
        foreach (var path in pages)
        {
            await page.GoAsync(path);
            await page.Page.WaitForFunctionAsync("() => document.querySelector('main').innerText.includes('onerror=alert(1)')");
            // Our own trades and levels come after the candles.
            if (path.StartsWith("prices", StringComparison.Ordinal))
                await page.SeesAsync("entry<img src=x");
            await HoldsNoMarkupAsync(page);
        }
        await page.GoAsync("orchestrations/" + portal.Run);
        foreach (var tab in new[] { "Sequence", "History", "Input and output" })
        {
            await page.Tab(tab).ClickAsync();
            await HoldsNoMarkupAsync(page);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Address_BelowThePortal_LeadsNowhereElse(string path)
    {
        await using var page = await portal.OpenAsync("nowhere/" + Uri.EscapeDataString(path));
        await page.SeesAsync("There is no such page.");
        Assert.StartsWith(portal.Host.Address.ToString(), page.Page.Url, StringComparison.Ordinal);
    }

    static async Task HoldsNoMarkupAsync(WatchedPage page)
    {
        Assert.Equal(0, await page.Page.Locator("#app img, #app script, #app iframe, #app object").CountAsync());
        // The one link that leads elsewhere is the portal's own: it names who made the charts.
        var links = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a')].filter(a => a.href !== 'https://www.tradingview.com/').map(a => a.protocol)");
        Assert.All(links, protocol => Assert.Equal("http:", protocol));
    }

    // Numbers, times, switches and what paging goes by keep their meaning: only what is shown as it came is planted into.
    static JsonNode? Plant(JsonNode? node, string name = "") => node switch
    {
        JsonObject value => new JsonObject(value.Select(member => KeyValuePair.Create(member.Key, Plant(member.Value, member.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Plant(item, name))]),
        JsonValue text when text.TryGetValue<string>(out var said) && name is not ("next" or "EventType") && !IsPlain(said) => said + Planted,
        _ => node?.DeepClone(),
    };

    static bool IsPlain(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
