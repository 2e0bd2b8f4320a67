using Microsoft.Playwright;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>
/// A served host on an empty folder, and a real Chromium that looks at it. Every page is watched: an error in the console, a
/// failed script or a request to another origin fails the test that caused it.
/// </summary>
public sealed class PortalBrowser : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-portal-").FullName;
    IPlaywright? playwright;
    IBrowser? browser;
    ServedHost? host;

    /// <summary>Where screenshots go for people to look at.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "portal")).FullName;

    internal ServedHost Host => host ?? throw new InvalidOperationException("The host is not started.");

    public async Task InitializeAsync()
    {
        host = await ServedHost.StartAsync(folder, WallClock.Instance);
        // The first run of the timer makes the standard plan, as long as there is no other.
        await host.PostAsync("admin/functions/DcaTimer", new { });
        await host.UntilAsync("api/dca/plans/core", answer => answer.Status == 200);
        playwright = await Playwright.CreateAsync();
        browser = await LaunchAsync(playwright);
    }

    /// <summary>A Chromium of its own.</summary>
    internal static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium(),
        // Containers run as root, where Chromium's own sandbox cannot work; it only ever sees this test's pages.
        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
    });

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Opens a page of the portal in a window of its own.</summary>
    internal async Task<WatchedPage> OpenAsync(string path, bool phone = false)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = phone ? ColorScheme.Dark : ColorScheme.Light,
        });
        var watched = new WatchedPage(await context.NewPageAsync(), Host.Address, phone ? "phone" : "desktop");
        await watched.GoAsync(path);
        return watched;
    }

    static string Chromium()
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
