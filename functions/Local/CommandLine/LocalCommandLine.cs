using System.CommandLine;
using System.CommandLine.Invocation;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.CommandLine;

/// <summary>The commands of the local head. Without one, it serves.</summary>
static class LocalCommandLine
{
    // The library ends the process this long after a signal, however far the host has come with stopping.
    static readonly TimeSpan StopWithin = OperatingSettings.LongestDrain + LocalHost.StopsAfterDrain + TimeSpan.FromSeconds(10);

    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand(
            "Durable operations for a long-term crypto portfolio, with evidence. On this machine, on paper money.")
        {
            ServeCommand.Create(output, errors),
            SimulateCommand.Create(output, errors),
            VerifyCommand.Create(output, errors),
            DoctorCommand.Create(output, errors),
            ExportCommand.Create(output, errors),
            ExportHistoriesCommand.Create(output, errors),
            ReplayCommand.Create(output, errors),
            QueueCommand.Create(output, errors),
            KeysCommand.Create(output, errors),
            AlertsCommand.Create(output, errors),
            SigningKeysCommand.Create(output, errors),
            BackupCommand.Create(output, errors),
        };

        // "dotnet run" with no command, or with options only, means serve.
        string[] effective = args is [] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version"))
            ? ["serve", .. args]
            : args;
        var parsed = root.Parse(effective);
        if (parsed.Action is ParseErrorAction)
            return CodedError.PrintAsync(
                errors,
                CodedError.BadArgument,
                $"{string.Join(' ', parsed.Errors.Select(error => Sentence(error.Message)))} {Remedy(parsed)}");
        return parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            ProcessTerminationTimeout = StopWithin,
        });
    }

    static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    static string Remedy(ParseResult parsed) => parsed.CommandResult.Command is RootCommand
        ? "--help lists the commands."
        : $"{parsed.CommandResult.Command.Name} --help lists the options.";
}
