using System.CommandLine;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.CommandLine;

/// <summary>Options that several commands share.</summary>
static class CommonOptions
{
    /// <summary>Where a host listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7071";

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

    /// <summary><c>--urls</c>: where the host listens.</summary>
    public static Option<string> Urls { get; } = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons. Beyond this machine, a key is needed.",
        DefaultValueFactory = _ => DefaultUrl,
    };

    /// <summary><c>--log text|json</c>: how logs are written; the setting Host:Log.</summary>
    public static Option<string?> Log { get; } = new("--log") { Description = "How logs are written: text, or json for programs." };

    /// <summary>How to serve, from <see cref="Urls"/>, <see cref="DataDir"/> and <see cref="Set"/>.</summary>
    /// <exception cref="CodedError">ORC-LOCAL-003: a setting is not of the form Key=Value.</exception>
    public static ServeOptions Serving(ParseResult parsed) =>
        new(parsed.GetValue(Urls)!, parsed.GetValue(DataDir)!.FullName, Settings(parsed));

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
