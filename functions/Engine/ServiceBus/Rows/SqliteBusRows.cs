using Microsoft.Data.Sqlite;

namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>Tables of messages, and their rows read from them.</summary>
static class SqliteBusRows
{
    // AUTOINCREMENT keeps the highest number ever given, so that none is given twice after a restart. Counts of deliveries
    // have a table of their own: a message's row, with its body, is written once.
    public const string Schema = """
        CREATE TABLE bus_messages(
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          entity TEXT NOT NULL,
          message_id TEXT NOT NULL,
          session_id TEXT,
          available_at INTEGER NOT NULL,
          expires_at INTEGER,
          size INTEGER NOT NULL,
          header BLOB NOT NULL,
          body BLOB NOT NULL);
        CREATE INDEX bus_messages_of ON bus_messages(entity, seq);
        CREATE TABLE bus_deliveries(seq INTEGER PRIMARY KEY, count INTEGER NOT NULL);
        CREATE TABLE bus_duplicates(
          entity TEXT NOT NULL, message_id TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY(entity, message_id)) WITHOUT ROWID;
        CREATE INDEX bus_duplicates_until ON bus_duplicates(until);
        -- For people with an SQLite shell.
        CREATE VIEW bus_text AS SELECT m.seq, m.entity, m.message_id, m.session_id, ifnull(d.count, 0) AS deliveries,
          CAST(m.header AS TEXT) AS header, CAST(m.body AS TEXT) AS body
          FROM bus_messages m LEFT JOIN bus_deliveries d ON d.seq = m.seq;
        """;

    public const string Columns = "seq, entity, message_id, session_id, available_at, expires_at, size, header, body";

    public static MessageRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        Time(row.GetInt64(4)),
        row.IsDBNull(5) ? null : Time(row.GetInt64(5)),
        row.GetInt32(6),
        (byte[])row.GetValue(7),
        (byte[])row.GetValue(8));

    public static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
