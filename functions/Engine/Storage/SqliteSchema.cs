using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// The engine's database file: opens it, creates its tables, and refuses what it cannot trust. The version is in
/// <c>user_version</c>, the kind of file in <c>application_id</c>.
/// </summary>
static class SqliteSchema
{
    public const int Version = 1;

    // "ORCE" in ASCII: a file of another program is not taken for ours.
    const int ApplicationId = 0x4F524345;

    // A check of every page reads the whole file; above this size it would make a start slow.
    const long LargestFileChecked = 64L * 1024 * 1024;

    const string Tables = """
        CREATE TABLE instances(
          key INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          version TEXT NOT NULL,
          execution_id TEXT NOT NULL,
          status INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL,
          completed_at INTEGER,
          start_at INTEGER,
          parent_name TEXT, parent_id TEXT, parent_execution TEXT, parent_task INTEGER,
          tags TEXT, input TEXT, output TEXT, custom_status TEXT, failure TEXT);
        CREATE INDEX instances_active ON instances(key) WHERE status IN (0, 6, 7);
        CREATE INDEX instances_of_parent ON instances(parent_id) WHERE parent_id IS NOT NULL;
        -- One row a turn: the JSON array of its events, in UTF-8; at = when the turn began, in ticks; resume = 1 when a restart
        -- must wake the instance.
        CREATE TABLE history(
          id INTEGER PRIMARY KEY,
          key INTEGER NOT NULL,
          resume INTEGER NOT NULL,
          at INTEGER NOT NULL,
          events BLOB NOT NULL);
        CREATE INDEX history_of ON history(key);
        CREATE TABLE messages(id INTEGER PRIMARY KEY, key INTEGER NOT NULL, event BLOB NOT NULL);
        CREATE INDEX messages_of ON messages(key);
        CREATE TABLE timers(key INTEGER NOT NULL, timer INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY(key, timer)) WITHOUT ROWID;
        CREATE TABLE host_state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        -- For people with an SQLite shell.
        CREATE VIEW history_text AS SELECT i.id AS instance, h.id AS turn, CAST(h.events AS TEXT) AS events
          FROM history h JOIN instances i ON i.key = h.key;
        """;

    /// <summary>Opens the writer's connection and makes sure the file is a sound database of this version.</summary>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: it is not, or it cannot be opened.</exception>
    public static SqliteConnection OpenWriter(string file, bool everyCommitDurable)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
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
        catch (SqliteException broken) when (broken.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Corrupt(file, broken.Message, broken);
        }
        catch (Exception unusable) when (unusable is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                EngineErrors.StoreNotOpened, $"The database '{file}' cannot be opened: {unusable.Message} Check that the folder exists and may be written.", unusable);
        }
    }

    /// <summary>A connection for reading only.</summary>
    public static SqliteConnection OpenReader(string file) => Open(file, SqliteOpenMode.ReadOnly);

    static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    static void Prepare(SqliteConnection connection, string file, bool everyCommitDurable)
    {
        // Another engine is kept away by the lock file; this is for people who look into the database with a shell.
        Execute(connection, "PRAGMA busy_timeout=2000");
        var version = Scalar(connection, "PRAGMA user_version");
        var tables = Scalar(connection, "SELECT count(*) FROM sqlite_master");
        if (tables > 0 && Scalar(connection, "PRAGMA application_id") != ApplicationId)
            throw new StorageException(
                EngineErrors.StoreForeign, $"'{file}' is a database of another program. Choose another data folder with --data-dir.");
        if (version > Version)
            throw new StorageException(
                EngineErrors.StoreNewer,
                $"The database '{file}' has schema {version}; this program knows up to {Version}. Run the newer program, or choose another --data-dir.");
        if (tables > 0 && new FileInfo(file).Length <= LargestFileChecked)
            QuickCheck(connection, file);

        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, everyCommitDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        // Fewer, larger checkpoints: each one costs syncs of the main file.
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        Execute(connection, "PRAGMA cache_size=-65536");
        if (tables == 0)
            Execute(connection, $"BEGIN; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}; COMMIT;");
    }

    static void QuickCheck(SqliteConnection connection, string file)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var answer = (string?)command.ExecuteScalar();
        if (answer != "ok")
            throw Corrupt(file, answer ?? "no answer", null);
    }

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
