using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Storage;

/// <summary>
/// Finds a page of instances along an index. With statuses, each status is a walk of its own along the index of statuses, and
/// the walks are merged: one walk over several would have to sort all that match.
/// </summary>
static class InstanceQuery
{
    /// <exception cref="ArgumentException">The token is not one of ours.</exception>
    public static InstancePage Run(SqliteConnection reader, InstanceFilter filter, string? after, int top) =>
        InstancePage.Of(filter.IsById ? ById(reader, filter, after, top) : ByCreation(reader, filter, after, top), filter, top);

    static IReadOnlyList<InstanceRecord> ByCreation(SqliteConnection reader, InstanceFilter filter, string? after, int top)
    {
        var (ticks, key) = InstancePage.AfterCreation(after);
        var walk = new Walk();
        walk.Add("created_at >= $ticks", "$ticks", Math.Max(ticks, filter.CreatedFrom?.Ticks ?? 0));
        walk.Add("(created_at > $afterTicks OR key > $key)", "$afterTicks", ticks, "$key", key);
        if (filter.CreatedTo is { } to)
            walk.Add("created_at <= $to", "$to", to.Ticks);
        AddEnd(walk, filter);
        if (filter.Statuses is not { Count: > 0 } statuses)
            return walk.Read(reader, "created_at, key", top);
        var found = statuses.Select(status => walk.With("status = $status", "$status", (int)status).Read(reader, "created_at, key", top));
        return statuses.Count == 1
            ? found.Single()
            : [.. found.SelectMany(rows => rows).OrderBy(row => row.CreatedAt).ThenBy(row => row.Key).Take(top)];
    }

    static List<InstanceRecord> ById(SqliteConnection reader, InstanceFilter filter, string? after, int top)
    {
        // A range instead of LIKE: it uses the index on id and treats % and _ as themselves. Ids are ASCII, so '\x7F' ends the range.
        var prefix = filter.IdPrefix!;
        var walk = new Walk();
        walk.Add("id >= $prefix AND id < $end", "$prefix", prefix, "$end", prefix + '\x7F');
        walk.Add("id > $after", "$after", InstancePage.AfterId(after));

        // The plus keeps these from choosing another index, whose matches would all have to be sorted.
        if (filter.CreatedFrom is { } from)
            walk.Add("+created_at >= $from", "$from", from.Ticks);
        if (filter.CreatedTo is { } to)
            walk.Add("+created_at <= $to", "$to", to.Ticks);
        AddEnd(walk, filter);
        if (filter.Statuses is { Count: > 0 } statuses)
            walk.Add($"+status IN ({List(statuses)})");
        return walk.Read(reader, "id", top);
    }

    static void AddEnd(Walk walk, InstanceFilter filter)
    {
        // What ended before a time was created before it: that ends the walk, where the end alone would go on to the newest.
        if (filter.EndedBefore is { } before)
            walk.Add($"completed_at < $before AND {(filter.IsById ? "+" : "")}created_at <= $before", "$before", before.Ticks);
        if (filter.WithoutParent)
            walk.Add("(parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM instances p WHERE p.id = instances.parent_id))");
    }

    static string List(IEnumerable<OrchestrationRuntimeStatus> statuses) =>
        string.Join(',', statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Conditions with their values.</summary>
    sealed class Walk
    {
        readonly List<string> conditions = [];
        readonly List<(string Name, object Value)> values = [];

        public void Add(string condition, params ReadOnlySpan<object> namesAndValues)
        {
            conditions.Add(condition);
            for (var i = 0; i < namesAndValues.Length; i += 2)
                values.Add(((string)namesAndValues[i], namesAndValues[i + 1]));
        }

        public Walk With(string condition, string name, object value)
        {
            var more = new Walk();
            more.conditions.AddRange(conditions);
            more.values.AddRange(values);
            more.Add(condition, name, value);
            return more;
        }

        public List<InstanceRecord> Read(SqliteConnection reader, string order, int top) => InstanceRows.Read(
            reader, $"WHERE {string.Join(" AND ", conditions)} ORDER BY {order} LIMIT $top", [.. values, ("$top", top)]);
    }
}
