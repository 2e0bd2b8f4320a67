using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Storage;

/// <summary>Instance records as rows of the instances table, both ways.</summary>
static class InstanceRows
{
    public const string Columns =
        "key, id, name, version, execution_id, status, created_at, updated_at, completed_at, start_at, "
        + "parent_name, parent_id, parent_execution, parent_task, tags, input, output, custom_status, failure, rewound_from";

    public static List<InstanceRecord> Read(SqliteConnection connection, string clauses, IReadOnlyList<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM instances {clauses}";
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var records = new List<InstanceRecord>();
        while (rows.Read())
            records.Add(Read(rows));
        return records;
    }

    public static InstanceRecord Read(SqliteDataReader row) => new()
    {
        Key = row.GetInt64(0),
        Id = row.GetString(1),
        Name = row.GetString(2),
        Version = row.GetString(3),
        ExecutionId = row.GetString(4),
        Status = (OrchestrationRuntimeStatus)row.GetInt32(5),
        CreatedAt = Time(row.GetInt64(6)),
        UpdatedAt = Time(row.GetInt64(7)),
        CompletedAt = row.IsDBNull(8) ? null : Time(row.GetInt64(8)),
        StartAt = row.IsDBNull(9) ? null : Time(row.GetInt64(9)),
        Parent = row.IsDBNull(10) ? null : new ParentLink(row.GetString(10), row.GetString(11), row.GetString(12), row.GetInt32(13)),
        Tags = Text(row, 14) is { } tags ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags) : null,
        Input = Text(row, 15),
        Output = Text(row, 16),
        CustomStatus = Text(row, 17),
        Failure = Text(row, 18) is { } failure ? FailureCodec.Decode(failure) : null,
        RewoundFrom = Text(row, 19),
    };

    /// <summary>The values of a record, in the order of <see cref="Columns"/>.</summary>
    public static object[] Values(InstanceRecord record) =>
    [
        record.Key,
        record.Id,
        record.Name,
        record.Version,
        record.ExecutionId,
        (int)record.Status,
        record.CreatedAt.Ticks,
        record.UpdatedAt.Ticks,
        OrNull(record.CompletedAt?.Ticks),
        OrNull(record.StartAt?.Ticks),
        OrNull(record.Parent?.Name),
        OrNull(record.Parent?.InstanceId),
        OrNull(record.Parent?.ExecutionId),
        OrNull(record.Parent?.TaskId),
        OrNull(record.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize(tags) : null),
        OrNull(record.Input),
        OrNull(record.Output),
        OrNull(record.CustomStatus),
        OrNull(record.Failure is { } failure ? FailureCodec.Encode(failure) : null),
        OrNull(record.RewoundFrom),
    ];

    static object OrNull(object? value) => value ?? DBNull.Value;

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
