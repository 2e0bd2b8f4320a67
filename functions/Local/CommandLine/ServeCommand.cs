using System.CommandLine;
using Orchestrations.Local.Serving;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>serve</c>: runs the host until it is told to stop.</summary>
static class ServeCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("serve", "Run the host: timers, orchestrations and HTTP, on paper money.")
        {
            CommonOptions.Urls, CommonOptions.DataDir, CommonOptions.Log, CommonOptions.Set,
        };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(
            errors, () => RunAsync(output, OptionsOf(parsed), cancellation)));
        return command;
    }

    static ServeOptions OptionsOf(ParseResult parsed)
    {
        var options = CommonOptions.Serving(parsed);
        return parsed.GetValue(CommonOptions.Log) is { } log
            ? options with { Settings = new Dictionary<string, string?>(options.Settings) { [OperatingSettings.LogKey] = log } }
            : options;
    }

    static async Task<int> RunAsync(TextWriter output, ServeOptions options, CancellationToken cancellation)
    {
#pragma warning disable RS0030 // The entry point is the one place that names the system's clock.
        var time = TimeProvider.System;
#pragma warning restore RS0030
        await using var app = LocalHost.Build(options, time);
        await LocalHost.StartAsync(app, options, cancellation);
        var console = Terminal.On(output);
        await StartBanner.PrintAsync(console, app, options, time);
        try
        {
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }

        console.WriteLine("Stopped. What was under way goes on at the next start.");
        return 0;
    }
}
