using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.Entities.Rows;

/// <summary>Tables of entities, and their rows read from them.</summary>
static class SqliteEntityRows
{
    public const string Schema = """
        CREATE TABLE entities(
          id TEXT PRIMARY KEY,
          state TEXT,
          lock_instance TEXT, lock_execution TEXT, lock_task INTEGER,
          updated_at INTEGER NOT NULL);
        CREATE INDEX entities_locked ON entities(lock_instance) WHERE lock_instance IS NOT NULL;
        -- One row a message that was not taken yet; due = when it may be, in ticks.
        CREATE TABLE entity_messages(id INTEGER PRIMARY KEY, entity TEXT NOT NULL, due INTEGER, message BLOB NOT NULL);
        CREATE INDEX entity_messages_of ON entity_messages(entity);
        -- For people with an SQLite shell.
        CREATE VIEW entity_text AS SELECT id, entity, due, CAST(message AS TEXT) AS message FROM entity_messages;
        """;

    public const string Columns = "id, state, lock_instance, lock_execution, lock_task, updated_at";

    public static EntityRecord Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : new EntityCaller(row.GetString(2), row.GetString(3), row.GetInt32(4)),
        Time(row.GetInt64(5)));

    public static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
