using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Entities.Rows;

/// <summary>The writes of entities as prepared statements on the writer's connection.</summary>
sealed class SqliteEntityTransaction : IEntityTransaction, IDisposable
{
    readonly SqliteConnection connection;
    readonly List<SqliteCommand> prepared = [];
    readonly SqliteCommand put, delete, lockedBy, addMessage, deleteMessage;

    public SqliteEntityTransaction(SqliteConnection connection)
    {
        this.connection = connection;
        put = Prepare(
            $"INSERT INTO entities({SqliteEntityRows.Columns}) VALUES ($0, $1, $2, $3, $4, $5) ON CONFLICT(id) DO UPDATE SET "
            + "state = excluded.state, lock_instance = excluded.lock_instance, lock_execution = excluded.lock_execution, "
            + "lock_task = excluded.lock_task, updated_at = excluded.updated_at",
            6);
        delete = Prepare("DELETE FROM entities WHERE id = $0", 1);
        lockedBy = Prepare($"SELECT {SqliteEntityRows.Columns} FROM entities WHERE lock_instance = $0 AND lock_execution = $1 ORDER BY id", 2);
        addMessage = Prepare("INSERT INTO entity_messages(id, entity, due, message) VALUES ($0, $1, $2, $3)", 4);
        deleteMessage = Prepare("DELETE FROM entity_messages WHERE id = $0", 1);
    }

    public void Put(EntityRecord record) => Run(
        put,
        record.Id,
        OrNull(record.State),
        OrNull(record.LockedBy?.InstanceId),
        OrNull(record.LockedBy?.ExecutionId),
        OrNull(record.LockedBy?.TaskId),
        record.UpdatedAt.Ticks);

    public void Delete(string id) => Run(delete, id);

    public IReadOnlyList<EntityRecord> LockedBy(string instanceId, string executionId)
    {
        lockedBy.Parameters[0].Value = instanceId;
        lockedBy.Parameters[1].Value = executionId;
        using var rows = lockedBy.ExecuteReader();
        var found = new List<EntityRecord>();
        while (rows.Read())
            found.Add(SqliteEntityRows.Read(rows));
        return found;
    }

    public void AddMessage(StoredEntityMessage message) => Run(
        addMessage, message.Id, message.EntityId, OrNull(message.Due?.Ticks), EntityMessageCodec.Encode(message.Message));

    public void DeleteMessage(long messageId) => Run(deleteMessage, messageId);

    public void Dispose()
    {
        foreach (var command in prepared)
            command.Dispose();
    }

    static object OrNull(object? value) => value ?? DBNull.Value;

    static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        prepared.Add(command);
        return command;
    }
}
