using Microsoft.Data.Sqlite;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>A data folder with books in it, that tests then spoil.</summary>
sealed class DataDirs : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("orchestrations-data-").FullName;

    public string Path => System.IO.Path.Combine(root, "data");

    public string EngineFile => File("engine.db");

    public string StoreFile => File("store.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Lets a host make the databases, with one plan in them.</summary>
    public async Task FillAsync()
    {
        await using var host = await ServedHost.StartAsync(Path, WallClock.Instance);
        var made = await host.PostTextAsync(
            "api/dca/plans",
            """{"name":"kept","capital":100,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":10}""");
        Assert.True(made.Status == 201, made.ToString());
    }

    /// <summary>A host on the folder still knows the plan.</summary>
    public async Task IsAsFilledAsync()
    {
        await using var host = await ServedHost.StartAsync(Path, WallClock.Instance);
        Assert.Equal(200, (await host.GetAsync("api/dca/plans/kept")).Status);
    }

    /// <summary>Overwrites a part of a file, as a failing disk does.</summary>
    public static void Spoil(string file, long from, int length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Position = from;
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        stream.Write(noise);
    }

    public static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
