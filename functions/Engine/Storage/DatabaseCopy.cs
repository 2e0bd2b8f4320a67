using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// Copies an SQLite database while programs write to it. The copy is what was committed at one moment; writers do not wait for
/// it. It is checked whole before it gets its name, so a file of that name is a good one.
/// </summary>
public static class DatabaseCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="database">An existing database.</param>
    /// <param name="copy">A file that does not exist yet.</param>
    /// <returns>The copy's size in bytes.</returns>
    /// <exception cref="StorageException">
    /// ORC-STORE-012: the copy does not pass its check, and was removed. ORC-STORE-017: it cannot be made.
    /// </exception>
    public static long Make(string database, string copy)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        ArgumentException.ThrowIfNullOrEmpty(copy);
        SQLitePCL.Batteries_V2.Init();
        var draft = copy + ".partial";
        try
        {
            File.Delete(draft);
            OwnFile.Ensure(draft);
            using (var source = SqliteFile.OpenReader(database))
            using (var target = Open(draft))
            {
                // In one step: a copy in several would start over at every commit in between, and under load never end.
                source.BackupDatabase(target);
                // A file of its own, which can be read without one beside it.
                Execute(target, "PRAGMA journal_mode=DELETE");
                Check(target, database);
            }

            using (var whole = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
                whole.Flush(flushToDisk: true);
            File.Move(draft, copy);
            return new FileInfo(copy).Length;
        }
        catch (Exception failed) when (failed is SqliteException or IOException or UnauthorizedAccessException)
        {
            Remove(draft);
            throw new StorageException(
                EngineErrors.CopyFailed, $"'{database}' cannot be copied to '{copy}': {failed.Message}", failed);
        }
        catch (StorageException)
        {
            Remove(draft);
            throw;
        }
    }

    /// <summary>Checks a database whole: its pages, its indexes and what they say of each other. Reads all of it.</summary>
    /// <exception cref="StorageException">ORC-STORE-012: it is damaged. ORC-STORE-017: it cannot be read.</exception>
    public static void Verify(string database)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            using var connection = SqliteFile.OpenReader(database);
            Check(connection, database);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw SqliteFile.Corrupt(database, damaged.Message, damaged);
        }
        catch (SqliteException unusable)
        {
            throw new StorageException(EngineErrors.CopyFailed, $"'{database}' cannot be read: {unusable.Message}", unusable);
        }
    }

    static SqliteConnection Open(string file)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    static void Check(SqliteConnection connection, string file)
    {
        if (DatabaseCheck.Whole(connection) is { } finding)
            throw SqliteFile.Corrupt(file, finding, null);
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The next copy of the name removes it.
        }
    }
}
