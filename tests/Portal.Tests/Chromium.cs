using Microsoft.Playwright;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>A real Chromium without a screen.</summary>
sealed class Chromium : IAsyncDisposable
{
    readonly IPlaywright playwright;
    readonly IBrowser browser;

    Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Where screenshots go for people to look at.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(System.IO.Path.Combine(Repository.Root, "artifacts", "portal")).FullName;

    public IBrowser Browser => browser;

    public static async Task<Chromium> StartAsync()
    {
        // A busy machine takes its time; what never comes is still told.
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path(),
            // Containers run as root, where Chromium's own sandbox cannot work; it only ever sees this test's pages.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        }));
    }

    /// <summary>Opens a page of the portal in a window of its own: light on a desktop, dark on a phone.</summary>
    public async Task<WatchedPage> OpenAsync(ServedHost host, string path, bool phone = false, string? expected = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
            ColorScheme = phone ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
        });
        var watched = new WatchedPage(await context.NewPageAsync(), host.Address, phone ? "phone" : "desktop");
        // Before anything is asked for: what is refused at once is told at once.
        if (expected is not null)
            watched.Expect(expected);
        await watched.GoAsync(path);
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    static string Path()
    {
        string?[] places =
        [
            Environment.GetEnvironmentVariable("CHROMIUM"),
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("There is no Chromium: run tests/run.sh, or set CHROMIUM to a browser's path.");
    }
}
