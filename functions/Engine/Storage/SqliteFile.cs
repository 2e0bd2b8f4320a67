using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Storage;

/// <summary>The engine's database file: opens it, brings it up to date, and refuses what it cannot trust.</summary>
static class SqliteFile
{
    // Long enough for a person's look with a shell; then the engine says that it cannot write, and goes on trying.
    const int BusySeconds = 2;

    /// <summary>Opens the writer's connection and makes sure the file is a sound database of this version.</summary>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: it is not, or it cannot be opened.</exception>
    public static SqliteConnection OpenWriter(string file, bool everyCommitDurable)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            OwnFile.Ensure(file);
            var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
            try
            {
                Prepare(connection, file, everyCommitDurable);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException broken) when (IsDamage(broken))
        {
            throw Corrupt(file, broken.Message, broken);
        }
        catch (Exception unusable) when (unusable is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw NotOpened(file, unusable);
        }
    }

    /// <summary>Reads how a file stands, and checks it whole; also while an engine works on it.</summary>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: it cannot be trusted.</exception>
    public static DatabaseInspection Inspect(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            using var connection = OpenReader(file);
            var schema = CheckKind(connection, file);
            ThrowIf(DatabaseCheck.Whole(connection), file);
            return new DatabaseInspection(
                schema,
                Scalar(connection, "SELECT count(*) FROM instances"),
                Scalar(connection, "SELECT count(*) FROM instances WHERE status IN (0, 6, 7)"));
        }
        catch (SqliteException broken) when (IsDamage(broken))
        {
            throw Corrupt(file, broken.Message, broken);
        }
        catch (SqliteException unusable)
        {
            throw NotOpened(file, unusable);
        }
    }

    /// <summary>A connection for reading only, to a file that is an engine's.</summary>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: it cannot be opened or trusted.</exception>
    public static SqliteConnection OpenChecked(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            var connection = OpenReader(file);
            try
            {
                CheckKind(connection, file);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == SQLitePCL.raw.SQLITE_CANTOPEN)
        {
            throw new StorageException(EngineErrors.StoreNotOpened, $"The database '{file}' cannot be opened: {missing.Message}", missing);
        }
        catch (SqliteException broken)
        {
            throw Corrupt(file, broken.Message, broken);
        }
    }

    /// <summary>A connection for reading only.</summary>
    public static SqliteConnection OpenReader(string file) => Open(file, SqliteOpenMode.ReadOnly);

    static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // The library asks a held database again for as long as this, beside what the database itself waits; it bounds no work.
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    static void Prepare(SqliteConnection connection, string file, bool everyCommitDurable)
    {
        // Another engine is kept away by the lock file; this is for people who look into the database with a shell.
        Execute(connection, FormattableString.Invariant($"PRAGMA busy_timeout={1000 * BusySeconds}"));
        CheckKind(connection, file);
        var tables = Scalar(connection, "SELECT count(*) FROM sqlite_master");
        if (tables > 0)
            ThrowIf(DatabaseCheck.Quick(connection, DatabaseCheck.AtStart).Finding, file);

        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, everyCommitDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        // Fewer, larger checkpoints: each one costs syncs of the main file.
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        Execute(connection, "PRAGMA cache_size=-65536");
        SqliteSchema.Upgrade(connection);
    }

    static long CheckKind(SqliteConnection connection, string file)
    {
        var version = Scalar(connection, "PRAGMA user_version");
        var tables = Scalar(connection, "SELECT count(*) FROM sqlite_master");
        if (tables > 0 && Scalar(connection, "PRAGMA application_id") != SqliteSchema.ApplicationId)
            throw new StorageException(
                EngineErrors.StoreForeign, $"'{file}' is a database of another program. Choose another data folder with --data-dir.");
        if (version > SqliteSchema.Version)
            throw new StorageException(
                EngineErrors.StoreNewer,
                $"The database '{file}' has schema {version}; this program knows up to {SqliteSchema.Version}. "
                + "Run the newer program, or choose another --data-dir.");
        return version;
    }

    static void ThrowIf(string? finding, string file)
    {
        if (finding is not null)
            throw Corrupt(file, finding, null);
    }

    static bool IsDamage(SqliteException broken) =>
        broken.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    static StorageException NotOpened(string file, Exception cause) => new(
        EngineErrors.StoreNotOpened,
        $"The database '{file}' cannot be opened: {cause.Message} Check that the folder exists and may be written.",
        cause);

    /// <summary>What is thrown when something in the file cannot be read.</summary>
    public static StorageException Corrupt(string file, string detail, Exception? inner) => new(
        EngineErrors.StoreDamaged,
        $"The database '{file}' is damaged ({detail}). Nothing was changed. Restore a backup, or move the file away to start empty.",
        inner);

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
