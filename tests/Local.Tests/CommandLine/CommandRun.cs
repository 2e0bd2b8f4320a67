using Orchestrations.Local.CommandLine;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>A command that has run in this process, with all it said.</summary>
sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>For commands that would ask the exchange for prices.</summary>
    public static string[] OutOfReach { get; } = ["--set", "MarketData:BybitUrl=" + LoopbackPort.Nobody];

    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await LocalCommandLine.RunAsync(arguments, output, errors).WaitAsync(TimeSpan.FromSeconds(60));
        return new CommandRun(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>It ended with 2 and one error of the code, which names all of the words and has a page.</summary>
    public void IsRefused(string code, params string[] words)
    {
        Assert.True(ExitCode == 2, $"Exit code {ExitCode}:\n{this}");
        Assert.StartsWith($"error {code}: ", Errors, StringComparison.Ordinal);
        Assert.Contains($"see docs/errors/{code}.md", Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "errors", code + ".md")), $"{code} has no page.");
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        foreach (var word in words)
            Assert.Contains(word, Errors, StringComparison.Ordinal);
    }

    /// <summary>The doctor's line about a subject ends in the verdict, and holds all of the words.</summary>
    public void Finds(string verdict, string subject, params string[] words)
    {
        var start = $"  {verdict,-4} {subject} ";
        var lines = Output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 0, $"No line '{verdict} {subject}':\n{this}");
        foreach (var word in words)
            Assert.True(lines.Exists(line => line.Contains(word, StringComparison.Ordinal)), $"No '{word}' there:\n{this}");
        Assert.Equal(verdict == "FAIL" ? 1 : ExitCode, ExitCode);
    }

    public override string ToString() => $"{Output}\n--- errors\n{Errors}";
}
