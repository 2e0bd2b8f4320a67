using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>The writes of messages as prepared statements on the writer's connection.</summary>
sealed class SqliteBusTransaction : IBusTransaction, IDisposable
{
    readonly SqliteConnection connection;
    readonly List<SqliteCommand> prepared = [];
    readonly SqliteCommand insert, find, delete, deleteDeliveries, move, setDeliveries, remember, forget;

    public SqliteBusTransaction(SqliteConnection connection)
    {
        this.connection = connection;
        insert = Prepare($"INSERT INTO bus_messages({SqliteBusRows.Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)", 9);
        find = Prepare($"SELECT {SqliteBusRows.Columns} FROM bus_messages WHERE seq = $0", 1);
        delete = Prepare("DELETE FROM bus_messages WHERE seq = $0", 1);
        deleteDeliveries = Prepare("DELETE FROM bus_deliveries WHERE seq = $0", 1);
        move = Prepare("UPDATE bus_messages SET entity = $1, header = $2, expires_at = NULL WHERE seq = $0", 3);
        setDeliveries = Prepare(
            "INSERT INTO bus_deliveries(seq, count) VALUES ($0, $1) ON CONFLICT(seq) DO UPDATE SET count = excluded.count", 2);
        remember = Prepare(
            "INSERT INTO bus_duplicates(entity, message_id, until) VALUES ($0, $1, $3) "
            + "ON CONFLICT(entity, message_id) DO UPDATE SET until = excluded.until WHERE bus_duplicates.until <= $2",
            4);
        forget = Prepare("DELETE FROM bus_duplicates WHERE until <= $0", 1);
    }

    public void Insert(MessageRow row) => Run(
        insert,
        row.Sequence,
        row.Entity,
        row.MessageId,
        (object?)row.SessionId ?? DBNull.Value,
        row.AvailableAt.Ticks,
        row.ExpiresAt is { } expires ? expires.Ticks : DBNull.Value,
        row.Size,
        row.Header,
        row.Body);

    public MessageRow? Find(long sequence)
    {
        find.Parameters[0].Value = sequence;
        using var rows = find.ExecuteReader();
        return rows.Read() ? SqliteBusRows.Read(rows) : null;
    }

    public void Delete(long sequence)
    {
        Run(delete, sequence);
        Run(deleteDeliveries, sequence);
    }

    public void Move(long sequence, string entity, byte[] header) => Run(move, sequence, entity, header);

    public void SetDeliveries(long sequence, int count)
    {
        if (count == 0)
            Run(deleteDeliveries, sequence);
        else
            Run(setDeliveries, sequence, count);
    }

    public bool Remember(string entity, string messageId, DateTime now, DateTime until) =>
        Run(remember, entity, messageId, now.Ticks, until.Ticks) > 0;

    public void Forget(DateTime now) => Run(forget, now.Ticks);

    public void Dispose()
    {
        foreach (var command in prepared)
            command.Dispose();
    }

    static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
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
