using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Replay;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>export-histories</c>: takes histories out of the engine's database, also while a host runs on it.</summary>
static class ExportHistoriesCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "An empty or new folder for the histories. Inputs and outputs are in them.",
            Required = true,
        };
        var name = new Option<string?>("--name") { Description = "Only this orchestrator's." };
        var prefix = new Option<string?>("--prefix") { Description = "Only of instances whose id begins so." };
        var status = new Option<OrchestrationRuntimeStatus[]?>("--status")
        {
            Description = "Only of instances that stand so; comma-separated, for example Running,Pending,Suspended.",
            CustomParser = argument => Statuses(argument),
        };
        var latest = new Option<int?>("--latest") { Description = "Only the newest N of each orchestrator." };
        latest.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && (!int.TryParse(token.Value, out var count) || count < 1))
                given.AddError($"--latest {token.Value} is not a number from 1 on. ({CodedError.BadArgument})");
        });
        var command = new Command("export-histories", "Write histories of orchestrations to files, for replay against other code.")
        {
            to, CommonOptions.DataDir, name, prefix, status, latest,
        };
        command.SetAction((parsed, _) => CodedError.GuardAsync(errors, () =>
        {
            var filter = new ExportFilter
            {
                Name = parsed.GetValue(name),
                IdPrefix = parsed.GetValue(prefix),
                Statuses = parsed.GetValue(status),
                Latest = parsed.GetValue(latest),
            };
            var folder = parsed.GetValue(to)!.FullName;
            var count = HistoryExport.Write(Path.Combine(parsed.GetValue(CommonOptions.DataDir)!.FullName, "engine.db"), filter, folder);
            output.WriteLine($"Wrote {count} histories to {folder}. They hold inputs and outputs: treat them as the data they are.");
            return Task.FromResult(0);
        }));
        return command;
    }

    static OrchestrationRuntimeStatus[]? Statuses(ArgumentResult argument)
    {
        var statuses = new List<OrchestrationRuntimeStatus>();
        foreach (var word in argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Enum.TryParse<OrchestrationRuntimeStatus>(word, ignoreCase: true, out var status)
                && Enum.IsDefined(status)
                && !char.IsAsciiDigit(word[0]))
            {
                statuses.Add(status);
                continue;
            }

            argument.AddError(
                $"'{word}' is not a status: use {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}. ({CodedError.BadArgument})");
            return null;
        }

        return [.. statuses];
    }
}
