using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>Stored messages, read on the connections of the engine's store.</summary>
/// <param name="read">Runs a read on a connection that nobody else uses meanwhile.</param>
sealed class SqliteBusStore(Action<Action<SqliteConnection>> read) : IBusStore
{
    public RecoveredBus Recover()
    {
        var messages = new List<RecoveredMessage>();
        long last = 0;
        read(connection =>
        {
            using var numbers = connection.CreateCommand();
            numbers.CommandText = "SELECT seq FROM sqlite_sequence WHERE name = 'bus_messages'";
            last = (long?)numbers.ExecuteScalar() ?? 0;
            using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT m.seq, m.entity, m.session_id, m.available_at, m.expires_at, m.size, ifnull(d.count, 0) "
                + "FROM bus_messages m LEFT JOIN bus_deliveries d ON d.seq = m.seq ORDER BY m.seq";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                messages.Add(new RecoveredMessage(
                    rows.GetInt64(0),
                    rows.GetString(1),
                    rows.IsDBNull(2) ? null : rows.GetString(2),
                    SqliteBusRows.Time(rows.GetInt64(3)),
                    rows.IsDBNull(4) ? null : SqliteBusRows.Time(rows.GetInt64(4)),
                    rows.GetInt32(5),
                    rows.GetInt32(6)));
        });
        return new RecoveredBus(last, messages);
    }

    public MessageRow? Find(long sequence) => Select("WHERE seq = $seq", ("$seq", sequence)).SingleOrDefault();

    public IReadOnlyList<MessageRow> Page(string entity, long after, int top) => Select(
        "WHERE entity = $entity AND seq > $after ORDER BY seq LIMIT $top", ("$entity", entity), ("$after", after), ("$top", top));

    List<MessageRow> Select(string clauses, params (string Name, object Value)[] values)
    {
        var found = new List<MessageRow>();
        read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {SqliteBusRows.Columns} FROM bus_messages {clauses}";
            foreach (var (name, value) in values)
                command.Parameters.AddWithValue(name, value);
            using var rows = command.ExecuteReader();
            while (rows.Read())
                found.Add(SqliteBusRows.Read(rows));
        });
        return found;
    }
}
