using System.Globalization;
using Microsoft.Data.Sqlite;
using Orchestrations.App.Storage;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Local.Storage;

/// <summary>Opens a store file, or says why it must not be used. A refused file is left as it is.</summary>
static class SqliteStoreFile
{
    /// <summary>Code of a file that a newer version wrote.</summary>
    public const string NewerVersion = "ORC-STORE-004";

    /// <summary>Code of a file that is damaged or no store.</summary>
    public const string Corrupt = "ORC-STORE-005";

    /// <summary>Code of a file that cannot be opened, read or written.</summary>
    public const string Unusable = "ORC-STORE-006";

    const int SqliteCorrupt = 11;
    const int SqliteNotADatabase = 26;

    /// <summary>Opens the connection that writes, and makes or checks the schema.</summary>
    /// <exception cref="StoreException">ORC-STORE-004, -005 or -006.</exception>
    public static SqliteConnection OpenWriter(string path)
    {
        SqliteConnection? connection = null;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            OwnFile.Ensure(path);
            connection = Open(path, SqliteOpenMode.ReadWriteCreate);
            Check(connection, path);
            // In WAL mode readers do not wait for the writer; FULL makes every commit durable before it is acknowledged.
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            return connection;
        }
        catch (Exception cause)
        {
            connection?.Dispose();
            if (cause is SqliteException or IOException or UnauthorizedAccessException)
                throw Explain(path, cause);
            throw;
        }
    }

    /// <summary>Opens a further connection to a file that <see cref="OpenWriter"/> has checked.</summary>
    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>The coded error for a failure of SQLite or of the file system.</summary>
    public static StoreException Explain(string path, Exception cause) =>
        cause is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase }
            ? Damaged(path, cause.Message, cause)
            : new StoreUnavailableException(
                Unusable,
                $"The store {path} cannot be used: {cause.Message}. Check that the folder exists, is writable and has space, "
                + "and that no other process holds the file.",
                cause);

    /// <summary>Runs a statement that answers nothing of interest.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Pooling is ours: the provider's would keep the file open after Dispose.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 10,
        }.ToString());
        connection.Open();
        return connection;
    }

    static void Check(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        if (tables == 0 && version == 0 && application == 0)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, SqliteStoreSchema.Create);
            transaction.Commit();
            return;
        }
        if (application != SqliteStoreSchema.ApplicationId)
            throw Damaged(path, "it is the database of another program");
        if (version > SqliteStoreSchema.Version)
            throw new StoreException(NewerVersion, string.Create(CultureInfo.InvariantCulture,
                $"The store {path} has schema version {version}; this program knows up to {SqliteStoreSchema.Version}. ")
                + "Run the newer program, or restore a backup made before it ran.");
        if (DatabaseCheck.Quick(connection, DatabaseCheck.AtStart).Finding is { } finding)
            throw Damaged(path, finding);
    }

    static StoreException Damaged(string path, string finding, Exception? cause = null) => new(
        Corrupt,
        $"The store {path} is damaged or no store: {finding.ReplaceLineEndings(" ").TrimEnd('.')}. "
        + "Move it away with its -wal and -shm files and restore a backup; to start empty, choose another --data-dir.",
        cause);

    static long Number(SqliteConnection connection, string sql) => (long)Scalar(connection, sql)!;

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
