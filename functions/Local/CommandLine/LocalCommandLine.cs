using System.CommandLine;

namespace Orchestrations.Local.CommandLine;

/// <summary>The commands of the local head. Without one, it serves.</summary>
static class LocalCommandLine
{
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var serve = ServeCommand.Create(output, errors);
        var root = new RootCommand("Durable operations for a long-term crypto portfolio, with evidence. On this machine, on paper money.")
        {
            serve,
            SimulateCommand.Create(output, errors),
            DoctorCommand.Create(output, errors),
            ExportHistoriesCommand.Create(output, errors),
            ReplayCommand.Create(output, errors),
        };
        var configuration = new InvocationConfiguration { Output = output, Error = errors };

        // "dotnet run" with no command, or with options only, means serve.
        string[] effective = args is [] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version"))
            ? ["serve", .. args]
            : args;
        return root.Parse(effective).InvokeAsync(configuration);
    }
}
