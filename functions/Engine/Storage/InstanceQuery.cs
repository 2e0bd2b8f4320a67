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
        var (ticks, key) = InstancePage.AfterCreation(after, filter);
        var walk = new Walk();
        var (from, to) = (filter.CreatedFrom?.Ticks ?? 0, filter.CreatedTo?.Ticks ?? long.MaxValue);
        walk.Add("created_at >= $from", "$from", filter.Descending ? from : Math.Max(ticks, from));
        walk.Add("created_at <= $to", "$to", filter.Descending ? Math.Min(ticks, to) : to);
        walk.Add(
            filter.Descending ? "(created_at < $ticks OR key < $key)" : "(created_at > $ticks OR key > $key)", "$ticks", ticks, "$key", key);
        AddEnd(walk, filter);
        var order = filter.Descending ? "created_at DESC, key DESC" : "created_at, key";
        if (filter.Statuses is not { Count: > 0 } statuses)
            return walk.Read(reader, order, top);
        var found = statuses.Select(status => walk.With("status = $status", "$status", (int)status).Read(reader, order, top));
        return statuses.Count == 1 ? found.Single() : [.. InOrder(found.SelectMany(rows => rows), filter).Take(top)];
    }

    /// <summary>In the order of creation, or its opposite, as the filter says.</summary>
    public static IEnumerable<InstanceRecord> InOrder(IEnumerable<InstanceRecord> rows, InstanceFilter filter) => filter.Descending
        ? rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Key)
        : rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Key);

    static List<InstanceRecord> ById(SqliteConnection reader, InstanceFilter filter, string? after, int top)
    {
        // A range instead of LIKE: it uses the index on id and treats % and _ as themselves. Ids are ASCII, so '\x7F' ends the range.
        var prefix = filter.IdPrefix!;
        var walk = new Walk();
        walk.Add("id >= $prefix AND id < $end", "$prefix", prefix, "$end", prefix + '\x7F');
        if (InstancePage.AfterId(after, filter) is { } last)
            walk.Add(filter.Descending ? "id < $after" : "id > $after", "$after", last);

        // The plus keeps these from choosing another index, whose matches would all have to be sorted.
        if (filter.CreatedFrom is { } from)
            walk.Add("+created_at >= $from", "$from", from.Ticks);
        if (filter.CreatedTo is { } to)
            walk.Add("+created_at <= $to", "$to", to.Ticks);
        AddEnd(walk, filter);
        if (filter.Statuses is { Count: > 0 } statuses)
            walk.Add($"+status IN ({List(statuses)})");
        return walk.Read(reader, filter.Descending ? "id DESC" : "id", top);
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
