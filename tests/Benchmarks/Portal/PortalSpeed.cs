using System.Globalization;
using Microsoft.Playwright;
using Orchestrations.Benchmarks.Engine;

namespace Orchestrations.Benchmarks.Portal;

/// <summary>
/// How long somebody waits who looks at 100,000 instances with a million rows of history, and at one with a history of 5,000
/// events: in a real Chromium, from navigation until what was asked for is drawn.
/// </summary>
static class PortalSpeed
{
    const int Count = 100_000;
    const int StepsEach = 8;
    const int LongSteps = 5_000;
    const int Rounds = 15;

    // Tells when the first element that fits was drawn: it is there, and the frame after it was begun.
    const string Observe =
        """
        selector => {
          const found = () => document.querySelector(selector);
          const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
          const watch = new MutationObserver(() => { if (found()) { watch.disconnect(); drawn(); } });
          watch.observe(document, { subtree: true, childList: true });
        }
        """;

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "portal")).FullName;
        FinishedInstances.Fill(Path.Combine(data, "engine.db"), Count, StepsEach, LongSteps);
        await using var served = await ServedProcess.StartAsync(
            data, "--set", "MarketData:BybitUrl=http://127.0.0.1:1", "--set", "Retention:CompletedDays=36500", "--set",
            "Retention:FailedDays=36500");
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            // Containers run as root, where Chromium's own sandbox cannot work; it only ever sees these pages.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
        var rows = Count * (StepsEach + 2) + LongSteps + 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"portal over {Count:n0} instances with {rows:n0} rows of history"));
        (string What, string Path, string Drawn, double Goal)[] pages =
        [
            ("first page", "orchestrations", "main tbody tr", 300),
            ("first page of failed ones", "orchestrations?status=Failed", "main tbody tr", 300),
            ("first page of a prefix", "orchestrations?prefix=done-00999", "main tbody tr", 300),
            ("first page by a text in one input of fifty", "orchestrations?text=%2217%22", "main tbody tr", 300),
            ($"page of a history of {LongSteps:n0} events", "orchestrations/" + FinishedInstances.LongId, ".gantt-row:nth-child(90)", 1000),
        ];
        foreach (var (what, path, drawn, goal) in pages)
        {
            var (first, median, slowest) = await OpenAsync(chromium, new Uri(served.Address, "portal/" + path), drawn);
            Line.Print(
                $"portal: {what}", median, "ms",
                $"(slowest of {Rounds} {slowest:n0}; the very first {first:n0}; goal: under {goal:n0})");
        }
    }

    static async Task<(double First, double Median, double Slowest)> OpenAsync(IBrowser chromium, Uri address, string drawn)
    {
        // One window, as somebody has: what never changes is in its cache after the first time.
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        await context.AddInitScriptAsync($"({Observe})({System.Text.Json.JsonSerializer.Serialize(drawn)})");
        var page = await context.NewPageAsync();
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
            await page.WaitForFunctionAsync("() => window.drawnAt !== undefined");
            times.Add(await page.EvaluateAsync<double>("() => window.drawnAt"));
        }

        var first = times[0];
        times.RemoveAt(0);
        times.Sort();
        return (first, times[times.Count / 2], times[^1]);
    }
}
