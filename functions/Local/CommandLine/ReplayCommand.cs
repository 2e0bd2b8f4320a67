using System.CommandLine;
using Orchestrations.Engine.Replay;
using Orchestrations.Engine.Tasks;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>replay</c>: the gate before a deploy. Exit code 0 only when every history replays against this code.</summary>
static class ReplayCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var histories = new Option<DirectoryInfo>("--histories") { Description = "The folder that export-histories wrote.", Required = true };
        var command = new Command("replay", "Replay stored histories against this code and report every difference. Nothing is done.") { histories };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(
            errors, () => RunAsync(Terminal.On(output), parsed.GetValue(histories)!.FullName, cancellation)));
        return command;
    }

    static async Task<int> RunAsync(IAnsiConsole console, string folder, CancellationToken cancellation)
    {
        await using var services = AppCode.Services();
        var gate = new ReplayGate(services.GetRequiredService<TaskTable>(), services);
        int fine = 0, broken = 0, events = 0;
        foreach (var finding in gate.Check(HistoryFile.ReadFolder(folder)))
        {
            cancellation.ThrowIfCancellationRequested();
            events += finding.History.Events.Count;
            if (finding.Verdict == ReplayVerdict.Fine)
            {
                fine++;
                continue;
            }

            broken++;
            Print(console, finding);
        }

        var warning = broken == 0 ? "" : $" {broken} do not: do not deploy this.";
        console.WriteLine($"{fine} of {fine + broken} histories replay ({events} events).{warning}");
        return broken == 0 ? 0 : 1;
    }

    static void Print(IAnsiConsole console, ReplayFinding finding)
    {
        var history = finding.History;
        var at = finding.SequenceId is { } id ? $" at sequence id {id}" : "";
        console.WriteLine($"{finding.Code} {history.Name} '{history.Id}' ({history.Status}): {finding.Verdict}{at}");
        console.WriteLine($"  recorded: {finding.Recorded}");
        console.WriteLine($"  now:      {finding.Replayed}");
        console.WriteLine($"  remedy:   {finding.Remedy}");
        console.WriteLine($"  see docs/errors/{finding.Code}.md");
    }
}
