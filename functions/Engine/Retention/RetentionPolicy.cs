using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Retention;

/// <summary>How long ended instances are kept, counted from their end. Null keeps them for ever.</summary>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Terminated">Those that were terminated or cancelled.</param>
public sealed record RetentionPolicy(TimeSpan? Completed, TimeSpan? Failed, TimeSpan? Terminated)
{
    /// <summary>How often the database is looked through.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Which instances may go at a time: the statuses, and the time they must have ended before.</summary>
    internal IEnumerable<(IReadOnlySet<OrchestrationRuntimeStatus> Statuses, DateTime EndedBefore)> DueAt(DateTime now)
    {
        (TimeSpan? Age, OrchestrationRuntimeStatus[] Statuses)[] all =
        [
            (Completed, [OrchestrationRuntimeStatus.Completed]),
            (Failed, [OrchestrationRuntimeStatus.Failed]),
            (Terminated, [OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Canceled]),
        ];
        foreach (var (age, statuses) in all)
            if (age is { } kept && now.Ticks > kept.Ticks)
                yield return (statuses.ToHashSet(), now - kept);
    }
}
