using System.Globalization;
using Spectre.Console;

namespace Orchestrations.Local.Simulation;

/// <summary>Shows how far a simulation is: a bar on a terminal, ten plain lines elsewhere.</summary>
static class SimulationProgress
{
    const int PlainLines = 10;

    public static SimulationReport Run(
        IAnsiConsole console, SimulationRun run, SimulationOptions options, CancellationToken cancellation) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi
            ? WithBar(console, run, options, cancellation)
            : WithLines(console, run, options, cancellation);

    static SimulationReport WithBar(
        IAnsiConsole console, SimulationRun run, SimulationOptions options, CancellationToken cancellation) => console
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bar = context.AddTask("simulating", maxValue: options.Days);
            return run.Run(
                day =>
                {
                    bar.Value = day;
                    bar.Description = options.From.AddDays(day - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                },
                cancellation);
        });

    static SimulationReport WithLines(
        IAnsiConsole console, SimulationRun run, SimulationOptions options, CancellationToken cancellation)
    {
        var printed = 0;
        return run.Run(
            day =>
            {
                if (day * PlainLines / options.Days <= printed)
                    return;
                printed = day * PlainLines / options.Days;
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options.From.AddDays(day - 1):yyyy-MM-dd} {printed * 100 / PlainLines,4} %"));
            },
            cancellation);
    }
}
