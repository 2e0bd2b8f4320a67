using System.Globalization;
using Microsoft.Playwright;
using Orchestrations.Local.Tests.CommandLine;

namespace Orchestrations.Portal.Tests;

/// <summary>Files that go in and out of the pages: exports, packs, templates, reports.</summary>
public sealed class FilesTests(PortalInUse portal) : IClassFixture<PortalInUse>, IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("JSON Lines", "audit.jsonl")]
    [InlineData("CSV", "audit.csv")]
    public async Task AuditLog_Exported_IsVerifiedWithoutTheHost(string format, string name)
    {
        await using var page = await portal.OpenAsync("audit");
        await page.Button("Check the chain").ClickAsync();
        await page.SeesAsync("records holds");
        var file = await SaveAsync(page, "Export as " + format, name);
        await page.SeesAsync(name + " was saved.");
        var verified = await CommandRun.OfAsync("verify", file);
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    [Theory]
    [InlineData("Export as CSV", "ledger.csv", "Holdings")]
    [InlineData("Export trades as CSV", "trades.csv", "BTCUSDT")]
    public async Task Books_Exported_AreAsTheHostWritesThem(string button, string name, string holds)
    {
        await using var page = await portal.OpenAsync("ledger");
        var file = await SaveAsync(page, button, name);
        await page.SeesAsync(name + " was saved.");
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains(holds, text, StringComparison.Ordinal);
        Assert.Equal((await portal.Host.GetAsync($"api/{Path.GetFileNameWithoutExtension(name)}/export?format=csv")).Text, text);
    }

    [Fact]
    public async Task SimulationsOwnPage_OnAPhone_IsReadableAndShowsItsVerdicts()
    {
        var html = Path.Combine(folder, "report.html");
        var run = await CommandRun.OfAsync("simulate", "--from", "2024-01-01", "--to", "2024-01-10", "--seed", "1", "--html", html);
        Assert.True(run.ExitCode == 0, run.ToString());
        var text = await File.ReadAllTextAsync(html);
        await using var window = await portal.OpenAsync("simulations", phone: true);
        await window.Page.RouteAsync(
            "**/report.html", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = text }));
        await window.GoAsync("report.html");
        await window.LookAsync("simulation-report");
        var smallest = await window.Page.EvaluateAsync<double>(
            "() => Math.min(...[...document.querySelectorAll('.axis')].map(text => text.getBoundingClientRect().height))");
        Assert.True(smallest >= 9, $"The charts' marks are {smallest:0.#} pixels high.");
        var widest = await window.Page.EvaluateAsync<double>(
            "() => Math.max(...[...document.querySelectorAll('.checks td')].map(cell => cell.getBoundingClientRect().right))");
        Assert.True(widest <= 390, $"The verdicts reach to {widest:0.#} of 390 pixels.");
        // Marks at equal distances have names at equal distances: none was rounded.
        var marks = (await window.Page.Locator("figure").Nth(1).Locator("text[text-anchor=end]").AllTextContentsAsync())
            .Select(text => decimal.Parse(text.Replace("%", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList();
        Assert.Single(marks.Zip(marks.Skip(1), (one, other) => other - one).Distinct());
    }

    [Fact]
    public async Task Pack_SavedAndChosenAgain_VerifiesInThePageAndOutsideOfIt()
    {
        var id = portal.Pack;
        var keys = Path.Combine(folder, "keys.json");
        await File.WriteAllTextAsync(
            keys, (await portal.Host.SendAsync(HttpMethod.Get, "proofpacks/keys", null, ("X-Tenant", "operations"))).Text);
        await using var page = await portal.OpenAsync($"packs/{id}?tenant=operations");
        await page.SeesAsync("Every required check passed.");
        var pack = await SaveAsync(page, "Save the pack", id + ".json");
        var verified = await CommandRun.OfAsync("verify", pack, "--keys", keys);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.True(new FileInfo(await SaveAsync(page, "Save with keys and proof", id + ".zip")).Length > 1000);

        await page.GoAsync("packs/verify");
        await page.Page.GetByLabel("Pack", new() { Exact = true }).SetInputFilesAsync(pack);
        await page.SeesAsync("not everything required could be checked");
        await page.Page.GetByLabel("List of keys").SetInputFilesAsync(keys);
        await page.SeesAsync("Every required check passed.");
        var forged = Path.Combine(folder, "forged.json");
        await File.WriteAllTextAsync(forged, (await File.ReadAllTextAsync(pack)).Replace("BTCUSDT", "ETHUSDT", StringComparison.Ordinal));
        await page.Page.GetByLabel("Pack", new() { Exact = true }).SetInputFilesAsync(forged);
        await page.SeesAsync("Believe nothing in this file.");
        await page.LookAsync("refuted");
    }

    [Fact]
    public async Task Template_MadeInThePage_WithholdsAndTheCopyStillVerifies()
    {
        var made = await portal.Host.PostAsync("proofpacks/run?wait=20", new
        {
            subject = "SHIPMENT-7",
            events = new[] { new { id = "e1", time = "2026-01-01T08:00:00Z", type = "pickup", driver = "Ada Lovelace" } },
        });
        Assert.Equal(201, made.Status);
        var id = (await portal.Host.GetAsync("proofpacks?subject=SHIPMENT-7")).Json.GetProperty("packs")[0].GetProperty("id").GetString()!;
        await using var page = await portal.OpenAsync("packs/" + id);
        await page.SeesAsync("Ada Lovelace");
        await page.Tab("Redacted copy").ClickAsync();
        await page.Page.GetByLabel("Template", new() { Exact = true }).FillAsync("partner");
        await page.Button("New template").ClickAsync();
        await page.Page.GetByLabel("Field, and all below it").FillAsync("/source/driver");
        await page.Page.GetByLabel("How").SelectOptionAsync("mask");
        await page.Page.GetByLabel("Letters kept").FillAsync("2");
        await page.Button("Save the template and show the copy").ClickAsync();
        await page.SeesAsync("withheld; shown as");
        Assert.Equal(0, await page.Page.GetByText("Ada Lovelace").CountAsync());
        await page.LookAsync("redacted");
        var copy = await SaveAsync(page, "Save the copy", id + "-partner.json");
        Assert.DoesNotContain("Ada Lovelace", await File.ReadAllTextAsync(copy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Simulations_OpenedFromFiles_AreCompared(bool phone)
    {
        var (first, second) = (await SimulateAsync("one", "1"), await SimulateAsync("two", "2"));
        await using var page = await portal.OpenAsync("simulations", phone);
        var files = page.Page.GetByLabel("Reports (.json)");
        await files.SetInputFilesAsync([first.Report, first.Equity]);
        await page.SeesAsync("Equity at the end");
        await Assertions.Expect(page.Page.Locator("canvas")).ToHaveCountAsync(2);
        await files.SetInputFilesAsync([second.Report, second.Equity]);
        await page.SeesAsync("They did not make the same orders.");
        await page.LookAsync("compared");
        var broken = Path.Combine(folder, "broken.json");
        await File.WriteAllTextAsync(broken, "{\"from\": 1}");
        await files.SetInputFilesAsync(broken);
        await page.SeesAsync("broken.json is not a simulation's report.");
    }

    async Task<(string Report, string Equity)> SimulateAsync(string name, string seed)
    {
        var (report, equity) = (Path.Combine(folder, name + ".json"), Path.Combine(folder, name + ".csv"));
        var run = await CommandRun.OfAsync("simulate", "--from", "2024-01-01", "--to", "2024-01-10", "--seed", seed, "--report", report);
        Assert.True(run.ExitCode == 0, run.ToString());
        var slope = seed == "1" ? 60 : 45;
        var days = Enumerable.Range(1, 10)
            .Select(day => FormattableString.Invariant($"2024-01-{day:d2},{10_000 + day * day * 7 - slope * day},0.00"));
        await File.WriteAllTextAsync(equity, "day,equity,drawdown_pct\r\n" + string.Join("\r\n", days) + "\r\n");
        return (report, equity);
    }

    async Task<string> SaveAsync(WatchedPage page, string button, string name)
    {
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Button(button).ClickAsync());
        Assert.Equal(name, download.SuggestedFilename);
        var path = Path.Combine(folder, name);
        await download.SaveAsAsync(path);
        return path;
    }
}
