using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Storage;

/// <summary>Checks of an SQLite database's structure.</summary>
public static class DatabaseCheck
{
    /// <summary>How long a check may keep a start waiting, which may take two seconds in all. It reads about half a gigabyte in that time.</summary>
    public static readonly TimeSpan AtStart = TimeSpan.FromSeconds(1);

    // So many steps of SQLite's machine take a fraction of a millisecond.
    const int StepsBetweenLooks = 10_000;

    /// <summary>
    /// Checks pages, but not whether indexes agree with their tables, for a limited time: a large database is checked as far as
    /// the time suffices.
    /// </summary>
    /// <param name="connection">An open connection that does nothing else.</param>
    /// <param name="within">The time.</param>
    /// <returns>What is wrong, or null; and whether all was looked at.</returns>
    public static (string? Finding, bool Finished) Quick(SqliteConnection connection, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var began = Stopwatch.GetTimestamp();
        SQLitePCL.raw.sqlite3_progress_handler(
            connection.Handle, StepsBetweenLooks, _ => Stopwatch.GetElapsedTime(began) >= within ? 1 : 0, null);
        try
        {
            return (Run(connection, "PRAGMA quick_check(1)"), true);
        }
        catch (SqliteException stopped) when (stopped.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            return (null, false);
        }
        finally
        {
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }

    /// <summary>Checks everything, indexes too; reads all of the database.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Whole(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Run(connection, "PRAGMA integrity_check(1)");
    }

    static string? Run(SqliteConnection connection, string check)
    {
        using var command = connection.CreateCommand();
        command.CommandText = check;
        var answer = (string?)command.ExecuteScalar() ?? "no answer";
        return answer == "ok" ? null : answer.ReplaceLineEndings(" ");
    }
}
