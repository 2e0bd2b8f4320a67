using Microsoft.Data.Sqlite;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Another program holds a database: the host lives, says that it is not ready and why, and is ready again by itself.</summary>
public sealed class HeldDatabaseTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-held-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("store.db", "store", "ORC-HEALTH-001")]
    [InlineData("engine.db", "engine", "ORC-HEALTH-002")]
    public async Task Ready_WhileADatabaseCannotBeWritten_SaysSoAndRecovers(string file, string check, string code)
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, ("Health:Schedule", "*/1 * * * * *"));
        await host.UntilAsync("ready", answer => answer.Status == 200);
        using (var held = Hold(file))
        {
            var answer = await host.UntilAsync("ready", answer => answer.Status == 503);
            Assert.Contains(answer.Json.GetProperty("checks").EnumerateArray(), one =>
                one.GetProperty("check").GetString() == check && one.GetProperty("code").GetString() == code);
            Assert.DoesNotContain(folder, answer.Text, StringComparison.Ordinal);
            Assert.Equal(200, (await host.GetAsync("health")).Status);
        }
        await host.UntilAsync("ready", answer => answer.Status == 200);
    }

    [Fact]
    public async Task Doctor_OfADatabaseThatIsHeldOrKeysThatAreSpoilt_NamesThem()
    {
        await using (await ServedHost.StartAsync(folder, WallClock.Instance))
        {
        }
        Assert.Equal(0, (await DoctorAsync()).ExitCode);
        (await DoctorAsync()).Finds("ok", "signing keys", "proof-keys.json");

        using (var held = Hold("store.db"))
            (await DoctorAsync()).Finds("FAIL", "databases", "store.db", "ORC-STORE-006");

        File.WriteAllText(Path.Combine(folder, "proof-keys.json"), "planted-private-key");
        var spoilt = await DoctorAsync();
        spoilt.Finds("FAIL", "signing keys", "ORC-KEY-00");
        Assert.DoesNotContain("planted", spoilt.ToString(), StringComparison.Ordinal);
    }

    SqliteConnection Hold(string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    Task<CommandRun> DoctorAsync() =>
        CommandRun.OfAsync(["doctor", "--data-dir", folder, "--urls", $"http://127.0.0.1:{LoopbackPort.Free()}", .. CommandRun.OutOfReach]);
}
