using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Keys;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>signing-keys rotate</c>: a new pair of keys for evidence, also while a host runs on the folder.</summary>
static class SigningKeysCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var rotate = new Command("rotate", "Add a new pair, which signs from now on. What the old ones signed stays verifiable.")
        {
            CommonOptions.DataDir,
        };
        rotate.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
            var file = Path.Combine(parsed.GetValue(CommonOptions.DataDir)!.FullName, KeyFileName);
            if (!File.Exists(file))
                throw new KeysException(KeysException.Missing, $"There is no key file {file} to rotate; the first start makes one.");
            var settings = new KeysSettings(null, "", "", TimeSpan.Zero, TimeSpan.Zero, file, Production: true);
#pragma warning disable RS0030 // An entry point is one of the few places that name the system's clock.
            using var keys = new FileKeys(settings, TimeProvider.System, NullLogger<FileKeys>.Instance);
#pragma warning restore RS0030
            var ring = keys.Rotate();
            await output.WriteLineAsync(
                $"{ring.Pack.Id} signs from now on; {ring.Packs.Count - 1} older pairs stay in {file}. Keep a copy of the file.");
            return 0;
        }));
        return new Command("signing-keys", "The keys that sign evidence.") { rotate };
    }

    /// <summary>The key file within a data folder.</summary>
    public const string KeyFileName = "proof-keys.json";
}
