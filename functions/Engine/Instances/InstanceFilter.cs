using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Instances;

/// <summary>Which instances a query means; null members do not restrict.</summary>
sealed record InstanceFilter(
    DateTime? CreatedFrom = null,
    DateTime? CreatedTo = null,
    IReadOnlySet<OrchestrationRuntimeStatus>? Statuses = null,
    string? IdPrefix = null)
{
    public bool Matches(InstanceRecord record) =>
        (CreatedFrom is not { } from || record.CreatedAt >= from)
        && (CreatedTo is not { } to || record.CreatedAt <= to)
        && (Statuses is not { Count: > 0 } statuses || statuses.Contains(record.Status))
        && (IdPrefix is not { } prefix || record.Id.StartsWith(prefix, StringComparison.Ordinal));
}
