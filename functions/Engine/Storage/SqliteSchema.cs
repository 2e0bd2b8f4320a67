using Microsoft.Data.Sqlite;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// The engine's tables, and the steps from each version of them to the next. The version is in <c>user_version</c>, the kind
/// of file in <c>application_id</c>. A step that has been released is never changed; a new need is a new step.
/// </summary>
static class SqliteSchema
{
    // "ORCE" in ASCII: a file of another program is not taken for ours.
    public const int ApplicationId = 0x4F524345;

    const string Instances = """
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

    // The executions an instance was rewound from: what they asked for still answers to it.
    const string Rewinds = "ALTER TABLE instances ADD COLUMN rewound_from TEXT;";

    // Lists are walks along these; see InstanceQuery. The index of statuses finds what is active too.
    const string Lists = """
        DROP INDEX instances_active;
        CREATE INDEX instances_created ON instances(created_at);
        CREATE INDEX instances_status ON instances(status, created_at);
        """;

    static readonly string[] steps = [Instances, SqliteBusRows.Schema, Rewinds, Lists];

    /// <summary>The version this program writes.</summary>
    public static int Version => steps.Length;

    /// <summary>Takes the file forward to this program's version; each step commits by itself, whole.</summary>
    public static void Upgrade(SqliteConnection connection) => Upgrade(connection, Version);

    /// <summary>Takes a file forward to an older version, for tests of what comes after it.</summary>
    public static void Upgrade(SqliteConnection connection, int to)
    {
        for (var version = Current(connection); version < to; version++)
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                $"BEGIN IMMEDIATE; {steps[version]} PRAGMA application_id={ApplicationId}; PRAGMA user_version={version + 1}; COMMIT;";
            command.ExecuteNonQuery();
        }
    }

    static long Current(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
