using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>
/// Parses Bicep with tree-sitter's grammar in one Node.js process, which ends with the tests. The grammar's packages are
/// installed beside the tests when they are missing.
/// </summary>
sealed class BicepParser
{
    const string Home = "tests/Tidy.Tests";

    static readonly TimeSpan longestInstall = TimeSpan.FromMinutes(3);
    static readonly TimeSpan longestAnswer = TimeSpan.FromSeconds(20);
    static readonly JsonSerializerOptions names = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };
    static readonly Lazy<BicepParser> shared = new(() => new BicepParser());

    readonly Process node;
    readonly Lock asking = new();

    BicepParser()
    {
        Install();
        node = Start("node", WorkingTree.FullPath(Home + "/Infra/parse-bicep.mjs"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => node.Kill();
    }

    /// <summary>The tree of a text; <c>Broken</c> when the text is not Bicep.</summary>
    public static (bool Broken, BicepNode Root) Parse(string text) => shared.Value.Ask(text);

    (bool Broken, BicepNode Root) Ask(string text)
    {
        lock (asking)
        {
            node.StandardInput.WriteLine(JsonSerializer.Serialize(text));
            node.StandardInput.Flush();
            var line = node.StandardOutput.ReadLineAsync();
            if (!line.Wait(longestAnswer) || line.Result is null)
                throw new InvalidOperationException("The Bicep parser does not answer: " + Remedy);
            var answer = JsonSerializer.Deserialize<Answer>(line.Result, names)!;
            return (answer.Broken, answer.Root);
        }
    }

    static string Remedy => $"install Node.js 20 or later and run `npm ci --ignore-scripts` in {Home}.";

    static void Install()
    {
        if (Directory.Exists(WorkingTree.FullPath(Home + "/node_modules/tree-sitter-bicep")))
            return;
        using var npm = Start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        npm.StandardInput.Close();
        var said = npm.StandardOutput.ReadToEndAsync();
        if (!npm.WaitForExit(longestInstall) || npm.ExitCode != 0)
            throw new InvalidOperationException($"npm could not install the Bicep grammar: {Remedy}\n{said.Result}");
    }

    static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = WorkingTree.FullPath(Home),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PACKAGES"] = WorkingTree.FullPath(Home);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} cannot be started: {Remedy}", missing);
        }
    }

    sealed record Answer(bool Broken, BicepNode Root);
}
