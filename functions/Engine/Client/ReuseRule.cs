using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Client;

/// <summary>When a start may take over an id that exists (<c>StartOrchestrationOptions.DedupeStatuses</c>).</summary>
static class ReuseRule
{
    /// <summary>
    /// Without a list: ended instances give way, running ones do not (the Functions host's default). With a list: the listed
    /// statuses stay; any other gives way, and one that still runs is terminated by it. An empty list protects nothing.
    /// </summary>
    /// <exception cref="ArgumentException">A status is unknown, or Terminated is protected while a running status is not.</exception>
    public static Func<OrchestrationRuntimeStatus, bool> From(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
            return InstanceRecord.IsTerminalStatus;
        var stay = dedupeStatuses.Select(Parse).ToHashSet();
        OrchestrationRuntimeStatus[] running =
            [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];
        if (stay.Contains(OrchestrationRuntimeStatus.Terminated) && !running.All(stay.Contains))
            throw new ArgumentException(
                "DedupeStatuses protects Terminated but not every running status: replacing a running instance terminates it first.");
        return status => !stay.Contains(status);
    }

    static OrchestrationRuntimeStatus Parse(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
        ? parsed
        : throw new ArgumentException($"'{status}' in DedupeStatuses is not an orchestration status.");
}
