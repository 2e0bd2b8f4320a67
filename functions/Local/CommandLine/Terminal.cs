using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary>The console that commands print to: colours and bars on a terminal, plain unwrapped lines anywhere else.</summary>
static class Terminal
{
    public static IAnsiConsole On(TextWriter output)
    {
        var plain = output != Console.Out || Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
            console.Profile.Width = 400; // A file's lines are not wrapped at the width of a terminal that is not there.
        return console;
    }
}
