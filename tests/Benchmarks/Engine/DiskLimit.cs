using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>What the disk and SQLite themselves can do: the limit the engine is held against.</summary>
static class DiskLimit
{
    static readonly TimeSpan Span = TimeSpan.FromSeconds(1.5);

    public static void Measure(ScratchFolder folder)
    {
        SQLitePCL.Batteries_V2.Init();
        Line.Print("disk: write 4 KiB and fsync", Syncs(folder), "per second");
        Line.Print("SQLite WAL FULL: durable commits of 1 row", Commits(folder, 1), "per second");
        foreach (var rows in new[] { 50, 500 })
            Line.Print($"SQLite WAL FULL: durable commits of {rows} rows", RowsPerSecond(folder, rows), "rows/s");
    }

    /// <summary>How many rows SQLite alone makes durable in a second, so many in each transaction.</summary>
    public static double RowsPerSecond(ScratchFolder folder, int rows) => Commits(folder, rows) * rows;

    static double Syncs(ScratchFolder folder)
    {
        using var file = new FileStream(folder.NewFile(), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[4096];
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed < Span; count++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    static double Commits(ScratchFolder folder, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={folder.NewFile()};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b BLOB);");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t(a, b) VALUES ($a, $b)";
        insert.Parameters.AddWithValue("$a", "instance");
        insert.Parameters.AddWithValue("$b", new byte[200]);
        var clock = Stopwatch.StartNew();
        var commits = 0;
        for (; clock.Elapsed < Span; commits++)
        {
            Run("BEGIN");
            for (var i = 0; i < rows; i++)
                insert.ExecuteNonQuery();
            Run("COMMIT");
        }

        return commits / clock.Elapsed.TotalSeconds;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
