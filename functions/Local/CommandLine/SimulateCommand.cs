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
            Description = "Of the synthetic market, of faults and of crashes.",
            DefaultValueFactory = _ => 1,
        };
        var faults = new Option<double>("--faults") { Description = "Chance of a fault at each call of the exchange, 0 to 1." };
        var crash = new Option<double>("--crash")
        {
            Description = "Chance that the host dies, and starts again, at each write and each change at the exchange, 0 to 1.",
        };
        var release = new Option<double>("--release-after")
        {
            Description = "Days after which a person releases the breaker when it has halted everything; 0 for never.",
            DefaultValueFactory = _ => 30,
        };
        var report = new Option<FileInfo?>("--report") { Description = "Where to write the report as JSON." };
        var equity = new Option<FileInfo?>("--equity") { Description = "Where to write the value of each day as CSV." };
        var html = new Option<FileInfo?>("--html") { Description = "Where to write the report with charts, as one HTML file." };
        var operations = new Option<string>("--operations")
        {
            Description = "Comma-separated, or all.",
            DefaultValueFactory = _ => "all",
        };
        var command = new Command("simulate", "Run the real orchestrations in virtual time over years of prices.")
        {
            data, from, to, seed, faults, crash, release, report, equity, html, operations, CommonOptions.Set,
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
                CommonOptions.Settings(parsed))
            {
                Crash = parsed.GetValue(crash), ReleaseAfter = TimeSpan.FromDays(Math.Clamp(parsed.GetValue(release), 0, 36500)),
            };
            return RunAsync(
                output, options, parsed.GetValue(report), parsed.GetValue(equity), parsed.GetValue(html), cancellation);
        }));
        return command;
    }

    static async Task<int> RunAsync(
        TextWriter output, SimulationOptions options, FileInfo? reportFile, FileInfo? equityFile, FileInfo? htmlFile,
        CancellationToken cancellation)
    {
        var console = Terminal.On(output);
        await using var run = new SimulationRun(options);
        CheckWritable(reportFile, "--report");
        CheckWritable(equityFile, "--equity");
        CheckWritable(htmlFile, "--html");
        if (options.DataFolder is null)
            console.WriteLine("No --data given: prices are a seeded synthetic market, not recorded ones.");
        var report = SimulationProgress.Run(console, run, options, cancellation);
        SimulationSummary.Print(console, report);
        Write(console, "Report", reportFile, report.ToJson);
        Write(console, "Equity", equityFile, () => EquityCsv.Of(run.Days));
        Write(console, "HTML", htmlFile, () => HtmlReport.Of(report, run.Days));
        return report.IsGood ? 0 : 1;
    }

    // A minute of work must not end in a report that cannot be written. An older report stays until the new one is there.
    static void CheckWritable(FileInfo? file, string option)
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
                $"The file '{file}' cannot be written: {refused.Message} Choose another {option}.",
                refused);
        }
    }

    static void Write(IAnsiConsole console, string name, FileInfo? file, Func<string> content)
    {
        if (file is null)
            return;
        File.WriteAllText(file.FullName, content());
        console.MarkupLine($"  [grey]{name,-11}[/] {Markup.Escape(file.FullName)}");
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
