using System.Runtime.Versioning;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Storage;

/// <summary>Orders, holdings, the events of packs and the seeds of their salts are for nobody else on the machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnFilesTests : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-own-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Files_OfTheDataFolderAndOfBackups_AreForTheirOwnerAlone()
    {
        var (data, backups) = (Path.Combine(folder, "data"), Path.Combine(folder, "backups"));
        await using (await ServedHost.StartAsync(data, WallClock.Instance))
        {
            var made = await CommandRun.OfAsync("backup", "--to", backups, "--data-dir", data);
            Assert.True(made.ExitCode == 0, made.ToString());
            string[] names = ["engine.db", "engine.db-wal", "engine.db-shm", "engine.db.lock", "store.db", "store.db-wal", "proof-keys.json"];
            var found = Directory.GetFiles(data).Select(Path.GetFileName).ToList();
            Assert.All(names, name => Assert.Contains(name, found));
            // All but the file that says when the last backup was made.
            Assert.All(Directory.GetFiles(data).Where(file => Path.GetFileName(file) != "last-backup"), IsForItsOwnerAlone);
        }

        Assert.All(Directory.GetFiles(backups, "*.db", SearchOption.AllDirectories), IsForItsOwnerAlone);
    }

    // Whoever lets a group read a database, for its backups, is not overruled at each start.
    [Fact]
    public async Task Database_ThatIsThere_KeepsItsRights()
    {
        var shared = OwnerOnly | UnixFileMode.GroupRead;
        await using (await ServedHost.StartAsync(folder, WallClock.Instance))
            File.SetUnixFileMode(Path.Combine(folder, "store.db"), shared);
        await using (await ServedHost.StartAsync(folder, WallClock.Instance))
            Assert.Equal(shared, File.GetUnixFileMode(Path.Combine(folder, "store.db")));
    }

    static void IsForItsOwnerAlone(string file) =>
        Assert.True((File.GetUnixFileMode(file) & ~OwnerOnly) == 0, $"{file} has {File.GetUnixFileMode(file)}");
}
