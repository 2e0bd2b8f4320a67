using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orchestrations.Engine;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Backup;

/// <summary>Backups of a host that works, and of one that stands still; and a host started on what they hold.</summary>
public sealed class BackupCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-backup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backup_OfARunningHostUnderLoad_IsSoundAndStartsAgain()
    {
        string[] backups;
        await using (var host = await ServedHost.StartAsync(Data, WallClock.Instance))
        {
            Assert.Equal(202, (await host.PostTextAsync("admin/functions/DcaTimer", "{}")).Status);
            await host.UntilAsync("api/dca/plans/core", answer => answer.Status == 200);
            using var enough = new CancellationTokenSource();
            var load = LoadAsync(host, enough.Token);
            for (var round = 0; round < 3; round++)
            {
                var made = await CommandRun.OfAsync("backup", "--to", Path.Combine(folder, "to" + round), "--data-dir", Data);
                Assert.True(made.ExitCode == 0, made.ToString());
                Assert.Contains("Keys are not in it: keep a copy of proof-keys.json", made.Output, StringComparison.Ordinal);
            }

            await enough.CancelAsync();
            Assert.True(await load > 0);
            backups = [.. Enumerable.Range(0, 3).Select(round => Directory.GetDirectories(Path.Combine(folder, "to" + round)).Single())];
        }

        foreach (var backup in backups)
        {
            Assert.Equal(["backup.json", "engine.db", "store.db"], Directory.GetFiles(backup).Select(Path.GetFileName).Order());
            var verified = await CommandRun.OfAsync("backup", "verify", backup);
            Assert.True(verified.ExitCode == 0, verified.ToString());
        }

        var restored = Path.Combine(folder, "restored");
        Directory.CreateDirectory(restored);
        foreach (var name in new[] { "engine.db", "store.db" })
            File.Copy(Path.Combine(backups[^1], name), Path.Combine(restored, name));
        await using (var again = await ServedHost.StartAsync(restored, WallClock.Instance))
            Assert.Equal(200, (await again.GetAsync("api/dca/plans/core")).Status);
        var doctor = await CommandRun.OfAsync(["doctor", "--data-dir", restored, .. CommandRun.OutOfReach]);
        doctor.Finds("ok", "ledger", "balanced");
        doctor.Finds("ok", "audit log", "chain intact");
    }

    [Fact]
    public async Task Backup_ThatWasChanged_IsFoundOut()
    {
        DurableEngineFile();
        Assert.Equal(0, (await CommandRun.OfAsync("backup", "--to", folder, "--data-dir", Data)).ExitCode);
        var backup = Directory.GetDirectories(folder, "20*").Single();
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(backup, "backup.json"))).RootElement;
        Assert.Equal("engine.db", manifest.GetProperty("files")[0].GetProperty("name").GetString());

        await using (var file = File.OpenWrite(Path.Combine(backup, "engine.db")))
        {
            file.Seek(200, SeekOrigin.Begin);
            file.WriteByte(1);
        }

        (await CommandRun.OfAsync("backup", "verify", backup)).IsRefused("ORC-LOCAL-006", "engine.db");
        File.Delete(Path.Combine(backup, "backup.json"));
        (await CommandRun.OfAsync("backup", "verify", backup)).IsRefused("ORC-LOCAL-006", "backup.json");
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_IsRefusedAndLeavesNoCopy()
    {
        DurableEngineFile();
        await File.WriteAllBytesAsync(Path.Combine(Data, "engine.db"), new byte[4096 * 3]);
        var refused = await CommandRun.OfAsync("backup", "--to", folder, "--data-dir", Data);
        Assert.Equal(2, refused.ExitCode);
        Assert.Empty(Directory.GetFiles(Directory.GetDirectories(folder, "20*").Single(), "*.json"));
    }

    [Fact]
    public async Task Backup_OfNothing_SaysSo() =>
        (await CommandRun.OfAsync("backup", "--to", folder, "--data-dir", Path.Combine(folder, "none")))
            .IsRefused(CodedError.BadArgument, "--data-dir");

    string Data => Path.Combine(folder, "data");

    void DurableEngineFile()
    {
        Directory.CreateDirectory(Data);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA application_id=1330791237; PRAGMA user_version=1;
            CREATE TABLE instances(key INTEGER PRIMARY KEY, id TEXT, status INTEGER);
            """;
        command.ExecuteNonQuery();
        Assert.Equal(0, DurableEngine.Inspect(Path.Combine(Data, "engine.db")).Instances);
    }

    static async Task<int> LoadAsync(ServedHost host, CancellationToken enough)
    {
        var sent = 0;
        while (!enough.IsCancellationRequested)
        {
            await host.PostTextAsync("admin/servicebus/dca-commands/messages", $$"""{"messageId":"m{{sent}}","body":"{\"plan\":\"core\"}"}""");
            sent++;
        }

        return sent;
    }
}
