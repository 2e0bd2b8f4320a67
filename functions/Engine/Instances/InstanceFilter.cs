using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Instances;

/// <summary>Which instances a query means; null members do not restrict.</summary>
sealed record InstanceFilter(
    DateTime? CreatedFrom = null,
    DateTime? CreatedTo = null,
    IReadOnlySet<OrchestrationRuntimeStatus>? Statuses = null,
    string? IdPrefix = null)
{
    /// <summary>Whether pages are in the order of ids, as those of a prefix are, and not in the order of creation.</summary>
    public bool IsById => IdPrefix is { Length: > 0 };

    /// <summary>Whether pages are in the opposite order: the newest first, the ids of a prefix from the last.</summary>
    public bool Descending { get; init; }

    /// <summary>Only instances that ended before this time, UTC.</summary>
    public DateTime? EndedBefore { get; init; }

    /// <summary>Only instances that no instance started, or whose parent is gone. Judged by the store, which knows the others.</summary>
    public bool WithoutParent { get; init; }

    public bool Matches(InstanceRecord record) =>
        (CreatedFrom is not { } from || record.CreatedAt >= from)
        && (CreatedTo is not { } to || record.CreatedAt <= to)
        && (Statuses is not { Count: > 0 } statuses || statuses.Contains(record.Status))
        && (EndedBefore is not { } before || record.CompletedAt < before)
        && (IdPrefix is not { } prefix || record.Id.StartsWith(prefix, StringComparison.Ordinal));
}
