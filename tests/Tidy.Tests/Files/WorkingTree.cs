using System.ComponentModel;
using System.Diagnostics;
using Orchestrations.TestKit;

namespace Orchestrations.Tidy.Tests.Files;

/// <summary>
/// The repository's files as paths relative to its root, with forward slashes. Without git, every file that no build made.
/// </summary>
static class WorkingTree
{
    static readonly HashSet<string> Built = [".git", "bin", "obj", "artifacts", "node_modules", "TestResults", ".data", ".vs", ".idea"];

    static readonly Lazy<IReadOnlyList<string>> Walked = new(() => [.. Walk(new DirectoryInfo(Repository.Root))]);

    /// <summary>What git tracks.</summary>
    public static IReadOnlyList<string> Tracked { get; } = Git("ls-files") ?? Walked.Value;

    /// <summary>What git tracks or would add: rules hold before a commit, not only after it.</summary>
    public static IReadOnlyList<string> Files { get; } = Git("ls-files --cached --others --exclude-standard") ?? Walked.Value;

    /// <summary>The C# sources of functions/ and tests/.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. Files
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => path.Split('/')[0] is "functions" or "tests")
            .Select(path => new SourceFile(path)),
    ];

    public static string FullPath(string path) => Path.Combine(Repository.Root, path);

    static List<string>? Git(string arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", $"-c core.quotePath=false {arguments}")
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            var present = lines.Where(path => File.Exists(FullPath(path))).Distinct().ToList();
            return git.ExitCode == 0 && present.Count > 0 ? present : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    static IEnumerable<string> Walk(DirectoryInfo folder)
        => folder.EnumerateFiles()
            .Select(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(child => !Built.Contains(child.Name)).SelectMany(Walk));
}
