using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Orchestrations.Local.Simulation;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>simulate</c>: the app in virtual time over recorded or synthetic prices.</summary>
static class SimulateCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Folder with spot-daily/<SYMBOL>_1d.csv and, optionally, spot-hourly/<SYMBOL>_1h.csv. "
                + "Without it: a synthetic market.",
        };
        var from = Day("--from", "First day (UTC), as 2021-01-01.");
        var to = Day("--to", "Last day (UTC), included.");
        var seed = new Option<long>("--seed")
        {
            Description = "Of the synthetic market and of faults.",
            DefaultValueFactory = _ => 1,
        };
        var faults = new Option<double>("--faults") { Description = "Chance of a fault at each call of the exchange, 0 to 1." };
        var report = new Option<FileInfo?>("--report") { Description = "Where to write the report as JSON." };
        var operations = new Option<string>("--operations")
        {
            Description = "Comma-separated, or all.",
            DefaultValueFactory = _ => "all",
        };
        var command = new Command("simulate", "Run the real orchestrations in virtual time over years of prices.")
        {
            data, from, to, seed, faults, report, operations, CommonOptions.Set,
        };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, () =>
        {
            var options = new SimulationOptions(
                parsed.GetValue(data)?.FullName,
                parsed.GetValue(from),
                parsed.GetValue(to),
                parsed.GetValue(seed),
                parsed.GetValue(faults),
                Operations(parsed.GetValue(operations)!),
                CommonOptions.Settings(parsed));
            return RunAsync(output, options, parsed.GetValue(report), cancellation);
        }));
        return command;
    }

    static async Task<int> RunAsync(
        TextWriter output, SimulationOptions options, FileInfo? reportFile, CancellationToken cancellation)
    {
        var console = Terminal.On(output);
        await using var run = new SimulationRun(options);
        CheckWritable(reportFile);
        if (options.DataFolder is null)
            console.WriteLine("No --data given: prices are a seeded synthetic market, not recorded ones.");
        var report = SimulationProgress.Run(console, run, options, cancellation);
        SimulationSummary.Print(console, report);
        if (reportFile is not null)
        {
            File.WriteAllText(reportFile.FullName, report.ToJson());
            console.MarkupLine($"  [grey]{"Report",-11}[/] {Markup.Escape(reportFile.FullName)}");
        }

        return report.IsGood ? 0 : 1;
    }

    // A minute of work must not end in a report that cannot be written. An older report stays until the new one is there.
    static void CheckWritable(FileInfo? file)
    {
        if (file is null)
            return;
        try
        {
            var isNew = !File.Exists(file.FullName);
            file.OpenWrite().Dispose();
            if (isNew)
                file.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CodedError(
                CodedError.CannotWrite,
                $"The report '{file}' cannot be written: {refused.Message} Choose another --report.",
                refused);
        }
    }

    static string[] Operations(string list) => list == "all"
        ? [.. SimulationOptions.KnownOperations.Keys]
        : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static Option<DateOnly> Day(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = argument => Parse(argument),
    };

    static DateOnly Parse(ArgumentResult argument)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        argument.AddError($"'{text}' is not a day: use a form such as 2021-01-31.");
        return default;
    }
}
