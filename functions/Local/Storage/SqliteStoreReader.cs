using System.Globalization;
using Microsoft.Data.Sqlite;
using Orchestrations.App.Storage;

namespace Orchestrations.Local.Storage;

/// <summary>One reading connection with its prepared statements. Used by one caller at a time.</summary>
sealed class SqliteStoreReader : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand get;
    readonly SqliteCommand listFrom;
    readonly SqliteCommand listAfter;

    public SqliteStoreReader(string path)
    {
        connection = SqliteStoreFile.OpenReader(path);
        get = Prepare("SELECT id, json, etag FROM item WHERE partition = $partition AND id = $id");
        listFrom = Prepare("SELECT id, json, etag FROM item WHERE partition = $partition AND id >= $id ORDER BY id LIMIT $limit");
        listAfter = Prepare("SELECT id, json, etag FROM item WHERE partition = $partition AND id > $id ORDER BY id LIMIT $limit");
    }

    public StoreItem? Get(StoreKey key)
    {
        Bind(get, key.Partition, key.Id, 1);
        using var rows = get.ExecuteReader();
        return rows.Read() ? Item(key.Partition, rows) : null;
    }

    /// <summary>Up to <paramref name="limit"/> items with the prefix; fewer means there are no more.</summary>
    public List<StoreItem> Page(string partition, string idPrefix, string? after, int limit)
    {
        var resumes = after is not null && string.CompareOrdinal(after, idPrefix) >= 0;
        var command = resumes ? listAfter : listFrom;
        Bind(command, partition, resumes ? after! : idPrefix, limit);
        var page = new List<StoreItem>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var item = Item(partition, rows);
            if (!item.Key.Id.StartsWith(idPrefix, StringComparison.Ordinal))
                break;
            page.Add(item);
        }
        return page;
    }

    public void Dispose()
    {
        get.Dispose();
        listFrom.Dispose();
        listAfter.Dispose();
        connection.Dispose();
    }

    SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$partition", SqliteType.Text);
        command.Parameters.Add("$id", SqliteType.Text);
        if (sql.Contains("$limit", StringComparison.Ordinal))
            command.Parameters.Add("$limit", SqliteType.Integer);
        command.Prepare();
        return command;
    }

    static void Bind(SqliteCommand command, string partition, string id, int limit)
    {
        command.Parameters[0].Value = partition;
        command.Parameters[1].Value = id;
        if (command.Parameters.Count > 2)
            command.Parameters[2].Value = limit;
    }

    static StoreItem Item(string partition, SqliteDataReader rows) => new(
        new StoreKey(partition, rows.GetString(0)),
        rows.GetString(1),
        rows.GetInt64(2).ToString(CultureInfo.InvariantCulture));
}
