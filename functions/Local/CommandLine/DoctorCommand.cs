using System.CommandLine;
using Orchestrations.Local.Doctor;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>doctor</c>: looks whether a start would go well, and says what to do where it would not.</summary>
static class DoctorCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("doctor", "Check settings, address, data folder, databases, clock and market data.")
        {
            CommonOptions.Urls, CommonOptions.DataDir, CommonOptions.Set,
        };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, async () =>
        {
            var options = CommonOptions.Serving(parsed);
            var console = Terminal.On(output);
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock.
            var findings = await new Checkup(options, TimeProvider.System).RunAsync(cancellation);
#pragma warning restore RS0030
            foreach (var finding in findings)
                console.MarkupLine($"  {Mark(finding.Verdict)} [grey]{finding.Subject,-14}[/] {Markup.Escape(finding.Text)}");
            return findings.Exists(finding => finding.Verdict == Verdict.Fail) ? 1 : 0;
        }));
        return command;
    }

    static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "[green]ok  [/]",
        Verdict.Warn => "[yellow]warn[/]",
        _ => "[red]FAIL[/]",
    };
}
