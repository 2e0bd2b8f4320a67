using System.CommandLine;

namespace Orchestrations.Local.CommandLine;

/// <summary>Options that several commands share.</summary>
static class CommonOptions
{
    /// <summary><c>--set Key=Value</c>, as often as needed: a setting from the command line, above all other sources.</summary>
    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "A setting, as Key=Value (for example Dca:Plan:Capital=5000). May be repeated.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary><c>--data-dir DIR</c>: where everything that the local head keeps lives.</summary>
    public static Option<DirectoryInfo> DataDir { get; } = new("--data-dir")
    {
        Description = "Where databases and keys are kept.",
        DefaultValueFactory = _ => new DirectoryInfo(".data"),
    };

    /// <summary>The settings given with <see cref="Set"/>.</summary>
    /// <exception cref="CodedError">ORC-LOCAL-003: one is not of the form Key=Value.</exception>
    public static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(Set) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new CodedError(CodedError.BadArgument, $"--set {pair} is not of the form Key=Value.");
            settings[pair[..at]] = pair[(at + 1)..];
        }

        return settings;
    }
}
