using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Entities.Rows;

/// <summary>Stored entities, read on the connections of the engine's store.</summary>
/// <param name="read">Runs a read on a connection that nobody else uses meanwhile.</param>
sealed class SqliteEntityStore(Action<Action<SqliteConnection>> read) : IEntityStore
{
    public IReadOnlyList<StoredEntityMessage> RecoverMessages()
    {
        var messages = new List<StoredEntityMessage>();
        Each("SELECT id, entity, due, message FROM entity_messages ORDER BY id", [], row => messages.Add(new StoredEntityMessage(
            row.GetInt64(0),
            row.GetString(1),
            EntityMessageCodec.Decode((byte[])row.GetValue(3)),
            row.IsDBNull(2) ? null : SqliteEntityRows.Time(row.GetInt64(2)))));
        return messages;
    }

    public EntityRecord? Find(string id) => Select("WHERE id = $id", [("$id", id)]).SingleOrDefault();

    public int Backlog(string id)
    {
        var count = 0;
        Each("SELECT count(*) FROM entity_messages WHERE entity = $id", [("$id", id)], row => count = row.GetInt32(0));
        return count;
    }

    public IReadOnlyList<EntityRecord> Query(EntityFilter filter, string after, int top)
    {
        var where = new List<string> { "id > $after" };
        var values = new List<(string, object)> { ("$after", after), ("$top", top) };
        if (!filter.WithoutState)
            where.Add("state IS NOT NULL");
        if (filter.UpdatedFrom is { } from)
            Restrict("updated_at >= $from", "$from", from.Ticks);
        if (filter.UpdatedTo is { } to)
            Restrict("updated_at <= $to", "$to", to.Ticks);
        if (filter.IdPrefix is { Length: > 0 } prefix)
        {
            // As for instances: a range uses the index, and ids are ASCII.
            Restrict("id >= $prefix", "$prefix", prefix);
            Restrict("id < $prefixEnd", "$prefixEnd", prefix + '\x7F');
        }

        return Select($"WHERE {string.Join(" AND ", where)} ORDER BY id LIMIT $top", values);

        void Restrict(string condition, string name, object value)
        {
            where.Add(condition);
            values.Add((name, value));
        }
    }

    List<EntityRecord> Select(string clauses, IReadOnlyList<(string Name, object Value)> values)
    {
        var found = new List<EntityRecord>();
        Each($"SELECT {SqliteEntityRows.Columns} FROM entities {clauses}", values, row => found.Add(SqliteEntityRows.Read(row)));
        return found;
    }

    void Each(string sql, IReadOnlyList<(string Name, object Value)> values, Action<SqliteDataReader> visit) => read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            visit(rows);
    });
}
