using System.CommandLine;
using Orchestrations.Local.Serving;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>serve</c>: runs the host until it is told to stop.</summary>
static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:7071";

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons. Beyond this machine, a key is needed.",
            DefaultValueFactory = _ => DefaultUrl,
        };
        var command = new Command("serve", "Run the host: timers, orchestrations and HTTP, on paper money.") { urls, CommonOptions.DataDir, CommonOptions.Set };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, () => RunAsync(
            output,
            new ServeOptions(parsed.GetValue(urls)!, parsed.GetValue(CommonOptions.DataDir)!.FullName, CommonOptions.Settings(parsed)),
            cancellation)));
        return command;
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
