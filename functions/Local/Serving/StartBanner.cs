using System.Globalization;
using Orchestrations.App.Keys;
using Orchestrations.Engine;
using Orchestrations.Engine.Timers;
using Spectre.Console;

namespace Orchestrations.Local.Serving;

/// <summary>What the host says once it listens: where, with whose money, on which prices, and what happens next.</summary>
static class StartBanner
{
    public static async Task PrintAsync(IAnsiConsole console, WebApplication app, ServeOptions options, TimeProvider time)
    {
        console.MarkupLine("[bold]Orchestrations[/] is running on [green]paper money[/]");
        foreach (var url in app.Urls)
            Row(console, "listening", $"{url}   (try {url}/health and {url}/api/dca/plans)");
        Row(console, "data", options.DataDir);
        var signing = app.Services.GetRequiredService<ISigningKeys>();
        Row(console, "keys", $"{signing.Description}, signing with {(await signing.GetAsync(CancellationToken.None)).Pack.Id}");
        if (app.Services.GetRequiredService<DurableEngine>().Statistics.Resumed is > 0 and var resumed)
            Row(console, "resumed", $"{resumed} unfinished {(resumed == 1 ? "orchestration" : "orchestrations")}");
        foreach (var timer in app.Services.GetRequiredService<ITimerReport>().List())
            Row(console, "timer", Describe(timer, time));
        Row(console, "prices", await app.Services.GetRequiredService<ChosenMarketData>().DescribeAsync());
        Row(console, "fear", await app.Services.GetRequiredService<ChosenFearGreed>().DescribeAsync());
        console.WriteLine("Press Ctrl+C to stop.");
    }

    static string Describe(TimerState timer, TimeProvider time)
    {
        if (timer.Next is not { } next)
            return $"{timer.Function}   {timer.Schedule}   running now";
        var wait = next - time.GetUtcNow().UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{timer.Function}   {timer.Schedule}   next {next:yyyy-MM-dd HH:mm:ss} UTC, ")
            + string.Create(CultureInfo.InvariantCulture, $"in {(int)wait.TotalHours} h {wait.Minutes} min");
    }

    static void Row(IAnsiConsole console, string name, string value) =>
        console.MarkupLine($"  [grey]{name,-10}[/] {Markup.Escape(value)}");
}
