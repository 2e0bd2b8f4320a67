using System.Collections.Concurrent;
using Microsoft.Playwright;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>
/// functions/Verifier/verify.html, opened from the disk as a stranger would. Closing it checks that it said no error and asked for
/// nothing but itself.
/// </summary>
sealed class VerifierPage : IAsyncDisposable
{
    static readonly string address = new Uri(Path.Combine(Repository.Root, "functions", "Verifier", "verify.html")).AbsoluteUri;

    readonly ConcurrentQueue<string> troubles = [];
    readonly IPage page;

    VerifierPage(IPage page)
    {
        this.page = page;
        page.Console += (_, message) => troubles.Enqueue($"console: {message.Text}");
        page.PageError += (_, error) => troubles.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (request.Url != address)
                troubles.Enqueue($"request: {request.Url}");
        };
        page.SetDefaultTimeout(20_000);
    }

    public static async Task<VerifierPage> OpenAsync(IBrowser browser)
    {
        var opened = new VerifierPage(await browser.NewPageAsync());
        await opened.page.GotoAsync(address);
        return opened;
    }

    /// <summary>Chooses files by the page's own fields.</summary>
    public Task ChooseAsync(string field, string path) => page.Locator("#" + field).SetInputFilesAsync(path);

    /// <summary>Drops files anywhere on the page, all at once.</summary>
    public async Task DropAsync(params string[] paths)
    {
        var files = paths.Select(path => new { name = Path.GetFileName(path), text = File.ReadAllText(path) }).ToArray();
        var dropped = await page.EvaluateHandleAsync(
            """
            files => {
              const all = new DataTransfer();
              for (const { name, text } of files) all.items.add(new File([text], name));
              return all;
            }
            """, files);
        await page.DispatchEventAsync("h1", "drop", new { dataTransfer = dropped });
    }

    /// <summary>What the page says when it is done: the verdict, and each axis with its outcome.</summary>
    public async Task<(string Verdict, Dictionary<string, string> Axes)> ReadAsync()
    {
        await Assertions.Expect(page.Locator("#verdict")).Not.ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(Verifying …)?$"));
        var rows = await page.Locator("#axes tbody tr").AllAsync();
        var axes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var cells = await row.Locator("td").AllInnerTextsAsync();
            Assert.False(string.IsNullOrWhiteSpace(cells[2]), $"{cells[0]} has no reason.");
            axes[cells[0]] = cells[1];
        }
        return (await page.Locator("#verdict").InnerTextAsync(), axes);
    }

    /// <summary>The values that the page shows.</summary>
    public Task<string> EventsAsync() => page.Locator("#events").InnerTextAsync();

    /// <summary>A picture for people to look at.</summary>
    public Task LookAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Chromium.Screenshots, $"verify-{name}.png"),
        FullPage = true,
    });

    public async ValueTask DisposeAsync()
    {
        await page.CloseAsync();
        Assert.Empty(troubles);
    }
}
