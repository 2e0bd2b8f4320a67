using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Replay;

/// <summary>
/// Takes histories out of an engine's database, also while an engine works on it: nothing is written there, and every history
/// is one the database held at one moment, whole turns only.
/// </summary>
public static class HistoryExport
{
    const int Page = 100;

    /// <summary>The histories that a filter allows, in order of the instances' creation.</summary>
    /// <param name="databaseFile">The engine's database.</param>
    /// <param name="filter">Which.</param>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: the file cannot be opened or trusted.</exception>
    public static IEnumerable<StoredHistory> Read(string databaseFile, ExportFilter filter)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseFile);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Latest is { } latest)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latest, nameof(filter));
        return ReadAll(databaseFile, filter);
    }

    /// <summary>Writes them to a folder, one file each; see <see cref="HistoryFile"/>.</summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: the database cannot be opened or trusted.</exception>
    /// <exception cref="ReplayException">ORC-REPLAY-007: the folder holds histories already, or cannot be written.</exception>
    public static int Write(string databaseFile, ExportFilter filter, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var histories = Read(databaseFile, filter);
        try
        {
            // Older files among the new ones would be replayed too, for instances that may be long gone.
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.json").Any())
                throw ReplayException.Target(folder, "it holds *.json files already.", null);
            Directory.CreateDirectory(folder);
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var history in histories)
                File.WriteAllText(Path.Combine(folder, Unused(names, HistoryFile.NameFor(history))), HistoryFile.Write(history));
            return names.Count;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ReplayException.Target(folder, refused.Message, refused);
        }
    }

    static IEnumerable<StoredHistory> ReadAll(string file, ExportFilter filter)
    {
        using var connection = SqliteFile.OpenChecked(file);
        long after = 0;
        while (ReadPage(connection, file, filter, after) is { Count: > 0 } page)
        {
            foreach (var (_, history) in page)
                yield return history;
            after = page[^1].Key;
        }
    }

    // One page is one snapshot. Not the whole export: the log of a busy database could not be cut back all the while.
    static List<(long Key, StoredHistory History)> ReadPage(SqliteConnection connection, string file, ExportFilter filter, long after)
    {
        try
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            var page = new List<(long, StoredHistory)>();
            foreach (var (key, id, status) in Instances(connection, snapshot, filter, after))
                page.Add((key, StoredHistory.Of(id, status, Events(connection, snapshot, key))));
            return page;
        }
        catch (Exception damaged) when (damaged is SqliteException or System.Text.Json.JsonException or InvalidCastException or KeyNotFoundException)
        {
            throw SqliteFile.Corrupt(file, damaged.Message, damaged);
        }
    }

    static List<(long Key, string Id, OrchestrationRuntimeStatus Status)> Instances(
        SqliteConnection connection, SqliteTransaction snapshot, ExportFilter filter, long after)
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        var where = new List<string> { "1 = 1" };
        if (filter.Name is { } name)
            Restrict("name = $name COLLATE NOCASE", "$name", name);
        if (filter.IdPrefix is { Length: > 0 } prefix)
        {
            // Ids are ASCII, so '\x7F' ends the range.
            Restrict("id >= $prefix", "$prefix", prefix);
            Restrict("id < $prefixEnd", "$prefixEnd", prefix + '\x7F');
        }

        if (filter.Statuses is { Count: > 0 } statuses)
            where.Add($"status IN ({string.Join(',', statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))})");
        var allowed = "SELECT key, id, status, row_number() OVER (PARTITION BY name ORDER BY key DESC) AS age FROM instances "
            + $"WHERE {string.Join(" AND ", where)}";
        var source = filter.Latest is { } latest
            ? $"({allowed}) WHERE age <= {latest.ToString(CultureInfo.InvariantCulture)} AND key > $after"
            : $"instances WHERE {string.Join(" AND ", where)} AND key > $after";
        command.CommandText = $"SELECT key, id, status FROM {source} ORDER BY key LIMIT {Page}";
        command.Parameters.AddWithValue("$after", after);
        using var rows = command.ExecuteReader();
        var instances = new List<(long, string, OrchestrationRuntimeStatus)>();
        while (rows.Read())
            instances.Add((rows.GetInt64(0), rows.GetString(1), (OrchestrationRuntimeStatus)rows.GetInt32(2)));
        return instances;

        void Restrict(string condition, string parameter, string value)
        {
            where.Add(condition);
            command.Parameters.AddWithValue(parameter, value);
        }
    }

    static List<HistoryEvent> Events(SqliteConnection connection, SqliteTransaction snapshot, long key)
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = "SELECT events FROM history WHERE key = $key ORDER BY id";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        var events = new List<HistoryEvent>();
        while (rows.Read())
            events.AddRange(HistoryCodec.Decode((byte[])rows.GetValue(0)));
        return events;
    }

    static string Unused(HashSet<string> names, string name)
    {
        // Ids that differ by case alone are one file to some file systems.
        var free = name;
        for (var number = 2; !names.Add(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}~{number}.json");
        return free;
    }
}
