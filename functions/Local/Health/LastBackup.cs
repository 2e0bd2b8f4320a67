using System.Globalization;

namespace Orchestrations.Local.Health;

/// <summary>When the last backup of a data folder was made, kept in the folder itself: backups may go anywhere.</summary>
static class LastBackup
{
    const string FileName = "last-backup";

    /// <summary>When it was made, UTC; where there is none, when the engine's database was.</summary>
    public static DateTimeOffset SavedUpTo(string dataDir)
    {
        var path = Path.Combine(dataDir, FileName);
        return File.Exists(path)
            && DateTimeOffset.TryParse(
                File.ReadAllText(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : new DateTimeOffset(File.GetCreationTimeUtc(Path.Combine(dataDir, "engine.db")), TimeSpan.Zero);
    }

    /// <summary>Notes one.</summary>
    public static void Note(string dataDir, DateTimeOffset at) =>
        File.WriteAllText(Path.Combine(dataDir, FileName), at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
