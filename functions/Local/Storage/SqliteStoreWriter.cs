using System.Globalization;
using Microsoft.Data.Sqlite;
using Orchestrations.App.Storage;

namespace Orchestrations.Local.Storage;

/// <summary>
/// The writing connection with its prepared statements. Used by one caller at a time. A batch is applied only after all its
/// guards have held, so several batches share one transaction without save points.
/// </summary>
sealed class SqliteStoreWriter : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand readETag;
    readonly SqliteCommand create;
    readonly SqliteCommand replace;
    readonly SqliteCommand delete;
    readonly SqliteCommand readSequence;
    readonly SqliteCommand writeSequence;

    public SqliteStoreWriter(string path)
    {
        connection = SqliteStoreFile.OpenWriter(path);
        readETag = Prepare("SELECT etag FROM item WHERE partition = $partition AND id = $id", "$partition", "$id");
        create = Prepare(
            "INSERT INTO item (partition, id, json, etag) VALUES ($partition, $id, $json, $etag)",
            "$partition", "$id", "$json", "$etag");
        replace = Prepare(
            "UPDATE item SET json = $json, etag = $etag WHERE partition = $partition AND id = $id",
            "$partition", "$id", "$json", "$etag");
        delete = Prepare("DELETE FROM item WHERE partition = $partition AND id = $id", "$partition", "$id");
        readSequence = Prepare("SELECT etag FROM sequence");
        writeSequence = Prepare("UPDATE sequence SET etag = $etag", "$etag");
    }

    /// <summary>Applies batches in order within one transaction; each gets its own verdict. All are durable on return.</summary>
    public StoreResult[] Write(IReadOnlyList<(string Partition, IReadOnlyList<StoreOperation> Operations)> batches)
    {
        // Not deferred: another process that writes would otherwise make the guards stale between reading and writing.
        using var transaction = connection.BeginTransaction(deferred: false);
        Use(transaction);
        var first = (long)readSequence.ExecuteScalar()!;
        var etag = first;
        var results = new StoreResult[batches.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var (partition, operations) = batches[i];
            StoreResult? conflict = null;
            for (var j = 0; j < operations.Count && conflict is null; j++)
                conflict = Guard(partition, operations[j]);
            for (var j = 0; j < operations.Count && conflict is null; j++)
                Apply(partition, operations[j], ++etag);
            results[i] = conflict ?? new StoreResult.Committed();
        }
        if (etag != first)
            Run(writeSequence, etag);
        transaction.Commit();
        return results;
    }

    public void Dispose()
    {
        foreach (var command in Commands())
            command.Dispose();
        connection.Dispose();
    }

    StoreResult.Conflict? Guard(string partition, StoreOperation operation)
    {
        Bind(readETag, partition, operation.Id);
        var found = readETag.ExecuteScalar() as long?;
        StoreConflict? reason = operation switch
        {
            StoreOperation.Create => found is null ? null : StoreConflict.AlreadyExists,
            StoreOperation.Replace guarded => Guard(found, guarded.ETag),
            StoreOperation.Delete guarded => Guard(found, guarded.ETag),
            _ => throw new ArgumentException($"Unknown operation {operation.GetType().Name}.", nameof(operation)),
        };
        return reason is { } why ? new StoreResult.Conflict(operation.Id, why) : null;
    }

    static StoreConflict? Guard(long? found, string etag) =>
        found is not { } current ? StoreConflict.NotFound
        : current.ToString(CultureInfo.InvariantCulture) == etag ? null
        : StoreConflict.ETagMismatch;

    void Apply(string partition, StoreOperation operation, long etag)
    {
        switch (operation)
        {
            case StoreOperation.Create write:
                Run(create, partition, write.Id, write.Json, etag);
                break;
            case StoreOperation.Replace write:
                Run(replace, partition, write.Id, write.Json, etag);
                break;
            case StoreOperation.Delete write:
                Run(delete, partition, write.Id);
                break;
        }
    }

    IEnumerable<SqliteCommand> Commands() => [readETag, create, replace, delete, readSequence, writeSequence];

    void Use(SqliteTransaction transaction)
    {
        foreach (var command in Commands())
            command.Transaction = transaction;
    }

    SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    static void Run(SqliteCommand command, params object[] values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    static void Bind(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }
}
