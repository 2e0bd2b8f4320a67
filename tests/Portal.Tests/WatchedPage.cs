using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>One window. Closing it checks what went wrong in it.</summary>
sealed class WatchedPage : IAsyncDisposable
{
    static readonly Lazy<string> axe = new(() =>
        File.ReadAllText(Path.Combine(Repository.Root, "functions", "Portal", "node_modules", "axe-core", "axe.min.js")));

    readonly ConcurrentQueue<string> troubles = [];
    readonly List<string> expected = [];
    readonly Uri host;
    readonly string size;

    public WatchedPage(IPage page, Uri host, string size)
    {
        (Page, this.host, this.size) = (page, host, size);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !expected.Exists(text => message.Text.Contains(text, StringComparison.Ordinal)))
                troubles.Enqueue($"console: {message.Text}");
        };
        page.PageError += (_, error) => troubles.Enqueue($"script: {error}");
        // A question of a script's own (alert and the like) is none of ours: somebody's text ran.
        page.Dialog += (_, dialog) =>
        {
            troubles.Enqueue($"a script asked: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            var own = request.Url.StartsWith(host.ToString(), StringComparison.Ordinal)
                || request.Url.StartsWith($"blob:{host}", StringComparison.Ordinal);
            if (!own)
                troubles.Enqueue($"request to another origin: {request.Url}");
        };
        page.SetDefaultTimeout(20_000);
    }

    public IPage Page { get; }

    /// <summary>What the browser itself writes into the console of an answer that the test wants to be refused.</summary>
    public void Expect(string consoleText) => expected.Add(consoleText);

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(host, "portal/" + path).ToString());

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Tab(string name) => Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { NameRegex = new Regex($"^{name}") });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    public Task SeesAsync(string text) => Assertions.Expect(Page.GetByText(text).First)
        .ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });

    /// <summary>The same of a text within a drawing.</summary>
    public Task SeesInPictureAsync(string text) => Assertions.Expect(Page.Locator("svg text", new PageLocatorOptions { HasText = text }).First)
        .ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });

    /// <summary>Writes a picture and asks axe-core; serious findings fail.</summary>
    public async Task LookAsync(string name)
    {
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Chromium.Screenshots, $"{name}-{size}.png"),
            FullPage = true,
        });
        await Page.EvaluateAsync(axe.Value);
        var found = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run()).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.target).join(' | ')}`)
            """);
        Assert.Empty(found);
        var tooWide = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels wider than a {size} screen.");
    }

    /// <summary>Fills in the open question and confirms it.</summary>
    public async Task ConfirmAsync(string button, string reason, string? typed = null)
    {
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason, for the record").FillAsync(reason);
        if (typed is not null)
            await dialog.GetByLabel("to confirm").FillAsync(typed);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(troubles);
    }
}
