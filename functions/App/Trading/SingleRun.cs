using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.App.Trading;

/// <summary>Starts orchestrations once, whoever asks how often.</summary>
static class SingleRun
{
    static readonly OrchestrationRuntimeStatus[] underWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Starts an instance that is used again: not while it is under way, again once it ended.</summary>
    /// <returns>True when this call started it.</returns>
    public static Task<bool> StartAsync(
        DurableTaskClient client, string orchestrator, string id, object input, CancellationToken cancellation) =>
        StartAsync(client, orchestrator, id, input, existing => !existing.IsCompleted, underWay, cancellation);

    /// <summary>Starts an instance that is only ever used once: a run that failed or was ended by a person is not repeated.</summary>
    /// <returns>True when this call started it.</returns>
    public static Task<bool> StartOnceAsync(
        DurableTaskClient client, string orchestrator, string id, object input, CancellationToken cancellation) => StartAsync(
            client, orchestrator, id, input, _ => true, [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses], cancellation);

    static async Task<bool> StartAsync(
        DurableTaskClient client, string orchestrator, string id, object input, Func<OrchestrationMetadata, bool> isInTheWay,
        OrchestrationRuntimeStatus[] statuses, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(id, cancellation) is { } before && isInTheWay(before))
            return false;
        var options = new StartOrchestrationOptions(id).WithDedupeStatuses(statuses);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Backends refuse a second start with exceptions of their own; the instance itself tells whether it was that.
            if (await client.GetInstanceAsync(id, cancellation) is not { } now || !isInTheWay(now))
                throw;
            return false;
        }
    }
}
