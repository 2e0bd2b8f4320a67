using Microsoft.Data.Sqlite;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>The writes of a transaction as prepared statements on the writer's connection.</summary>
sealed class SqliteTransactionWriter : IDurableTransaction, IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteBusTransaction bus;
    readonly List<SqliteCommand> prepared = [];
    readonly SqliteCommand begin, commit, rollback, find, insert, update, delete, append, deleteHistory;
    readonly SqliteCommand addMessage, deleteMessage, addTimer, deleteTimer, deleteTimers, deleteMessages, setHostState;

    public SqliteTransactionWriter(SqliteConnection connection)
    {
        this.connection = connection;
        bus = new SqliteBusTransaction(connection);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        find = Prepare($"SELECT {InstanceRows.Columns} FROM instances WHERE id = $0", 1);
        var columns = InstanceRows.Columns.Split(", ");
        var values = string.Join(", ", columns.Select((_, i) => $"${i}"));
        insert = Prepare($"INSERT INTO instances({InstanceRows.Columns}) VALUES ({values})", columns.Length);
        // Only what changes in an instance's life is named, so that the index on id is left alone.
        update = Prepare($"UPDATE instances SET {string.Join(", ", Mutable(columns))} WHERE key = $0", columns.Length);
        delete = Prepare("DELETE FROM instances WHERE key = $0", 1);
        append = Prepare(
            "INSERT INTO history(key, resume, at, events) SELECT $0, $1, $2, $3 WHERE EXISTS (SELECT 1 FROM instances WHERE key = $0)", 4);
        deleteHistory = Prepare("DELETE FROM history WHERE key = $0", 1);
        addMessage = Prepare("INSERT INTO messages(id, key, event) VALUES ($0, $1, $2)", 3);
        deleteMessage = Prepare("DELETE FROM messages WHERE id = $0", 1);
        addTimer = Prepare("INSERT INTO timers(key, timer, due) VALUES ($0, $1, $2)", 3);
        deleteTimer = Prepare("DELETE FROM timers WHERE key = $0 AND timer = $1", 2);
        deleteTimers = Prepare("DELETE FROM timers WHERE key = $0", 1);
        deleteMessages = Prepare("DELETE FROM messages WHERE key = $0", 1);
        setHostState = Prepare("INSERT INTO host_state(name, value) VALUES ($0, $1) ON CONFLICT(name) DO UPDATE SET value = excluded.value", 2);
    }

    public IBusTransaction Bus => bus;

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Rollback()
    {
        try
        {
            rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself (disk full, I/O error); the first error is the one to report.
        }
    }

    public InstanceRecord? Find(string id)
    {
        find.Parameters[0].Value = id;
        using var rows = find.ExecuteReader();
        return rows.Read() ? InstanceRows.Read(rows) : null;
    }

    public void Insert(InstanceRecord record) => Run(insert, InstanceRows.Values(record));

    public void Update(InstanceRecord record) => Run(update, InstanceRows.Values(record));

    public void Delete(long key)
    {
        Run(delete, key);
        Run(deleteHistory, key);
        DeleteTimersAndMessages(key);
    }

    public bool Append(long key, HistoryBatch batch) =>
        Run(append, key, batch.NeedsResume ? 1 : 0, batch.Events[0].Timestamp.Ticks, batch.Encoded) > 0;

    public void DeleteHistory(long key) => Run(deleteHistory, key);

    public void AddMessage(long messageId, long key, HistoryEvent message) => Run(addMessage, messageId, key, HistoryCodec.Encode([message]));

    public void DeleteMessage(long messageId) => Run(deleteMessage, messageId);

    public void AddTimer(long key, int timerId, DateTime fireAt) => Run(addTimer, key, timerId, fireAt.Ticks);

    public void DeleteTimer(long key, int timerId) => Run(deleteTimer, key, timerId);

    public void DeleteTimersAndMessages(long key)
    {
        Run(deleteTimers, key);
        Run(deleteMessages, key);
    }

    public void SetHostState(string name, string value) => Run(setHostState, name, value);

    public void Dispose()
    {
        bus.Dispose();
        foreach (var command in prepared)
            command.Dispose();
    }

    static IEnumerable<string> Mutable(string[] columns) => columns
        .Select((column, i) => (column, i))
        .Where(c => c.column is "version" or "execution_id" or "status" or "updated_at" or "completed_at" or "start_at"
            or "input" or "output" or "custom_status" or "failure" or "rewound_from")
        .Select(c => $"{c.column} = ${c.i}");

    static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
    }

    SqliteCommand Prepare(string sql, int parameters = 0)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        prepared.Add(command);
        return command;
    }
}
