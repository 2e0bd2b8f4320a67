using System.CommandLine;
using System.Globalization;
using Orchestrations.Local.Backup;
using Orchestrations.Local.Health;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>backup --to</c> and <c>backup verify</c>: copies of the databases, taken while the host works.</summary>
static class BackupCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "The folder in which the backup's own folder is made.", Required = true };
        var command = new Command("backup", "Copy the databases, also while a host runs, and check the copies.") { to, CommonOptions.DataDir };
        command.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock.
            var now = TimeProvider.System.GetUtcNow();
#pragma warning restore RS0030
            var (folder, made) = BackupFolder.Make(parsed.GetValue(CommonOptions.DataDir)!.FullName, parsed.GetValue(to)!.FullName, now);
            LastBackup.Note(parsed.GetValue(CommonOptions.DataDir)!.FullName, now);
            await PrintAsync(output, folder, made);
            await output.WriteLineAsync(
                $"  Keys are not in it: keep a copy of {SigningKeysCommand.KeyFileName} apart from it, where few can read it. "
                + "Without one, what it signed stays verifiable, and a new pair signs from the next start on.");
            return 0;
        }));
        var which = new Argument<DirectoryInfo>("folder") { Description = "The folder that a backup made." };
        var verify = new Command("verify", "Check that a backup is as it was made and its databases are sound.") { which };
        verify.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
            var folder = parsed.GetValue(which)!.FullName;
            await PrintAsync(output, folder, BackupFolder.Verify(folder));
            return 0;
        }));
        command.Add(verify);
        return command;
    }

    static async Task PrintAsync(TextWriter output, string folder, BackupManifest made)
    {
        await output.WriteLineAsync(folder);
        foreach (var file in made.Files)
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {file.Name,-10} {file.Bytes,15:n0} bytes, sound, SHA-256 {file.Sha256}"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  {made.Instances:n0} orchestrations, as of {made.Made.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
    }
}
