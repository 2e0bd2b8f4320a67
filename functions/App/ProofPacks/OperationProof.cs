using Microsoft.DurableTask;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// The end of an operation's run: its pack. What was done was done, and the audit log has it: a pack that cannot be made never
/// fails the run. The failed step shows in the history, to be made good by hand.
/// </summary>
static class OperationProof
{
    /// <summary>Makes the pack, and waits for it.</summary>
    public static async Task MakeAsync(TaskOrchestrationContext context, OperationPackInput run)
    {
        try
        {
            var pack = await context.CallActivityAsync<PackRunInput?>(
                nameof(OperationPackActivities.AskOperationPack), run, PackRetries.Patient);
            if (pack is not null)
                await context.CallSubOrchestratorAsync<PackSealed>(
                    nameof(PackOrchestrator), pack, new SubOrchestrationOptions(instanceId: run.Instance + "-pack"));
        }
        catch (TaskFailedException)
        {
            // See above.
        }
    }

    /// <summary>
    /// Has the pack made, and does not wait: keys that are out of reach must not keep the next run of what protects the
    /// portfolio from starting.
    /// </summary>
    public static async Task StartAsync(TaskOrchestrationContext context, OperationPackInput run)
    {
        try
        {
            await context.CallActivityAsync<PackRunInput?>(
                nameof(OperationPackActivities.StartOperationPack), run, PackRetries.Hasty);
        }
        catch (TaskFailedException)
        {
            // See above.
        }
    }

    /// <summary>A list as the input of a pack has it: nothing is said of what is empty.</summary>
    public static IReadOnlyList<T>? OrNull<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } some ? some : null;
}
