using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orchestrations.Engine.Entities.Rows;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// Instances in one SQLite file in WAL mode: one writer, any number of readers that never wait for it. With
/// <c>synchronous=FULL</c> a commit is on the disk before it is acknowledged; commits are grouped by the caller.
/// </summary>
sealed class SqliteDurableStore : IDurableStore
{
    readonly string file;
    readonly SqliteConnection writer;
    readonly SqliteTransactionWriter statements;
    readonly ConcurrentBag<SqliteConnection> readers = [];
    readonly FileStream ownership;

    /// <remarks>Two engines on one file would run every activity twice: the first keeps the lock file beside it, until its process ends.</remarks>
    /// <param name="file">Created when it is missing.</param>
    /// <param name="everyCommitDurable">True (the default everywhere): a commit survives a power loss. False: it survives kill -9 only.</param>
    /// <exception cref="StorageException">The file cannot be used, or another engine uses it.</exception>
    public SqliteDurableStore(string file, bool everyCommitDurable = true)
    {
        this.file = file;
        ownership = TakeOwnership(file);
        Bus = new SqliteBusStore(ReadWith);
        Entities = new SqliteEntityStore(ReadWith);
        try
        {
            writer = SqliteFile.OpenWriter(file, everyCommitDurable);
            statements = new SqliteTransactionWriter(writer);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    public bool NeedsEncoding => true;

    public IBusStore Bus { get; }

    public IEntityStore Entities { get; }

    /// <summary>Makes writes fail as on a full disk once the file has so many pages. For tests; not while a write is under way.</summary>
    public void LimitPages(long pages)
    {
        using var command = writer.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={pages}");
        command.ExecuteNonQuery();
    }

    /// <summary>Whether another store holds the file; changes nothing.</summary>
    public static bool IsOwned(string file)
    {
        try
        {
            if (File.Exists(LockOf(file)))
                new FileStream(LockOf(file), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Write(IReadOnlyList<Commit> commits)
    {
        statements.Begin();
        try
        {
            foreach (var commit in commits)
                commit.Apply(statements);
            statements.Commit();
        }
        catch
        {
            statements.Rollback();
            throw;
        }
    }

    public RecoveredState Recover()
    {
        var reader = Rent();
        try
        {
            return Recover(reader);
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            throw SqliteFile.Corrupt(file, damaged.Message, damaged);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    // A page can be sound for SQLite and hold what no engine wrote: JSON that is none, a time that cannot be.
    static bool IsDamage(Exception damaged) => damaged
        is SqliteException or JsonException or InvalidCastException or KeyNotFoundException or ArgumentException or OverflowException;

    static RecoveredState Recover(SqliteConnection reader)
    {
        var stored = InstanceRows.Read(reader, "WHERE status IN (0, 6, 7) ORDER BY key", []);
        var resume = new HashSet<long>();
        var updated = new Dictionary<long, DateTime>();
        Each(
            reader,
            "SELECT h.key, h.resume, h.at FROM history h WHERE h.id IN "
            + "(SELECT (SELECT max(id) FROM history WHERE key = i.key) FROM instances i WHERE i.status IN (0, 6, 7))",
            row =>
            {
                if (row.GetInt64(1) != 0)
                    resume.Add(row.GetInt64(0));
                updated[row.GetInt64(0)] = new DateTime(row.GetInt64(2), DateTimeKind.Utc);
            });
        var timers = new List<(long, int, DateTime)>();
        Each(
            reader,
            "SELECT key, timer, due FROM timers",
            row => timers.Add((row.GetInt64(0), row.GetInt32(1), new DateTime(row.GetInt64(2), DateTimeKind.Utc))));
        var messages = new List<(long, long, HistoryEvent)>();
        Each(
            reader,
            "SELECT key, id, event FROM messages ORDER BY id",
            row => messages.Add((row.GetInt64(0), row.GetInt64(1), HistoryCodec.Decode((byte[])row.GetValue(2))[0])));
        // Most turns leave the instance's row alone; when the last one was, its history knows.
        var instances = stored.ConvertAll(record => updated.TryGetValue(record.Key, out var at) ? record with { UpdatedAt = at } : record);
        long lastKey = 0, lastMessage = 0;
        Each(reader, "SELECT ifnull(max(key), 0) FROM instances", row => lastKey = row.GetInt64(0));
        Each(reader, "SELECT ifnull(max(id), 0) FROM messages", row => lastMessage = row.GetInt64(0));
        return new RecoveredState(lastKey, lastMessage, instances, resume, timers, messages);
    }

    public InstanceRecord? Find(string id) => Read(reader => InstanceRows.Read(reader, "WHERE id = $id", [("$id", id)])).FirstOrDefault();

    public List<HistoryEvent> ReadHistory(long key) => Read(reader =>
    {
        var events = new List<HistoryEvent>();
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT events FROM history WHERE key = $key ORDER BY id";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            events.AddRange(HistoryCodec.Decode((byte[])rows.GetValue(0)));
        return events;
    });

    public InstancePage Query(InstanceFilter filter, string? after, int top) => Read(reader => InstanceQuery.Run(reader, filter, after, top));

    public IReadOnlyList<InstanceRecord> ChildrenOf(string parentId) =>
        Read(reader => InstanceRows.Read(reader, "WHERE parent_id = $id ORDER BY key", [("$id", parentId)]));

    public string? GetHostState(string name) => Read(reader =>
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT value FROM host_state WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (string?)command.ExecuteScalar();
    });

    public void Dispose()
    {
        foreach (var reader in readers)
            reader.Dispose();
        statements.Dispose();
        writer.Dispose();
        ownership.Dispose();
    }

    static string LockOf(string file) => file + ".lock";

    static FileStream TakeOwnership(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return OwnFile.Open(LockOf(file), FileShare.None);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                EngineErrors.StoreInUse,
                $"The data folder of '{file}' is in use or not writable: {taken.Message} Stop the other host, or choose another --data-dir.",
                taken);
        }
    }

    SqliteConnection Rent() => readers.TryTake(out var reader) ? reader : SqliteFile.OpenReader(file);

    T Read<T>(Func<SqliteConnection, T> read)
    {
        var reader = Rent();
        try
        {
            return read(reader);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    void ReadWith(Action<SqliteConnection> read)
    {
        try
        {
            Read(reader =>
            {
                read(reader);
                return true;
            });
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw SqliteFile.Corrupt(file, damaged.Message, damaged);
        }
    }

    static void Each(SqliteConnection reader, string sql, Action<SqliteDataReader> visit)
    {
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
            visit(rows);
    }
}
