using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Orchestrations.Engine;
using Orchestrations.Engine.Storage;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Backup;

/// <summary>
/// A folder with copies of the databases of one moment, and <c>backup.json</c>, which says what they were: it is written last,
/// so a folder without it is no backup.
/// </summary>
static class BackupFolder
{
    /// <summary>Code of a folder that is no backup, or not as it was made.</summary>
    public const string NotABackup = "ORC-LOCAL-006";

    const string Manifest = "backup.json";

    // The order matters. An activity writes to the store, and then the engine writes that it is done. With the engine copied
    // first, the store knows at least what the engine takes for done; what it knows beyond is done again after a restore, which
    // every effect allows, as after a crash. The other way round, effects could be taken for done that the store never had.
    static readonly string[] databases = ["engine.db", "store.db"];

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Copies a data folder's databases, also while a host runs on it, and checks the copies.</summary>
    /// <param name="dataDir">The data folder.</param>
    /// <param name="to">Where the new folder is made, named for the time.</param>
    /// <param name="now">The time.</param>
    /// <returns>The new folder and what is in it.</returns>
    /// <exception cref="CodedError">ORC-LOCAL-003: there is nothing to copy. ORC-LOCAL-004: the folder cannot be made.</exception>
    /// <exception cref="StorageException">ORC-STORE-010 to 013 or 017: a database cannot be copied, or its copy not trusted.</exception>
    public static (string Folder, BackupManifest Manifest) Make(string dataDir, string to, DateTimeOffset now)
    {
        var present = databases.Where(name => File.Exists(Path.Combine(dataDir, name))).ToList();
        if (present.Count == 0)
            throw new CodedError(CodedError.BadArgument, $"There are no databases in {dataDir}; name the data folder with --data-dir.");
        var folder = Path.Combine(to, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        try
        {
            if (Directory.Exists(folder))
                throw new CodedError(CodedError.CannotWrite, $"{folder} is there already. Try again in a second.");
            Directory.CreateDirectory(folder);
            var files = present.ConvertAll(name => Copy(Path.Combine(dataDir, name), Path.Combine(folder, name)));
            var engine = Path.Combine(folder, databases[0]);
            var made = new BackupManifest(now, files, File.Exists(engine) ? DurableEngine.Inspect(engine).Instances : 0);
            File.WriteAllBytes(Path.Combine(folder, Manifest), JsonSerializer.SerializeToUtf8Bytes(made, json));
            return (folder, made);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CodedError(CodedError.CannotWrite, $"{folder} cannot be written: {refused.Message}", refused);
        }
    }

    /// <summary>Checks that a backup is as it was made, and that its databases are sound.</summary>
    /// <exception cref="CodedError">ORC-LOCAL-006: it is not.</exception>
    /// <exception cref="StorageException">ORC-STORE-012: a database in it is damaged.</exception>
    public static BackupManifest Verify(string folder)
    {
        try
        {
            var made = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(Path.Combine(folder, Manifest)), json)
                ?? throw new JsonException("it is empty");
            foreach (var file in made.Files)
            {
                var path = Path.Combine(folder, Path.GetFileName(file.Name));
                if (HashOf(path) != file.Sha256)
                    throw new CodedError(NotABackup, $"{path} is not the file that was backed up: its SHA-256 differs.");
                DatabaseCopy.Verify(path);
            }

            return made;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CodedError(NotABackup, $"{folder} is no whole backup: {missing.Message}", missing);
        }
    }

    static BackupFile Copy(string database, string copy) =>
        new(Path.GetFileName(copy), DatabaseCopy.Make(database, copy), HashOf(copy));

    static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="Made">When it was begun.</param>
/// <param name="Files">Its databases.</param>
/// <param name="Instances">How many orchestrations the engine's copy holds.</param>
sealed record BackupManifest(DateTimeOffset Made, IReadOnlyList<BackupFile> Files, long Instances);

/// <summary>One database of a backup.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
sealed record BackupFile(string Name, long Bytes, string Sha256);
