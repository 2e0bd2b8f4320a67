using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// One pack, from validated events to its place in the log: build the tree over them, then sign, enter in the log and store in
/// one step. A pack without its log entry does not exist at any instant.
/// </summary>
public static class PackOrchestrator
{
    /// <summary>Input <see cref="PackRunInput"/>, output <see cref="PackSealed"/>.</summary>
    [Function(nameof(PackOrchestrator))]
    public static async Task<PackSealed> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<PackRunInput>() ?? throw new InvalidOperationException("A pack orchestration needs a PackRunInput.");
        var built = await context.CallActivityAsync<PackBuilt>(nameof(PackActivities.BuildPack), run, PackRetries.Patient);
        return await context.CallActivityAsync<PackSealed>(
            nameof(PackActivities.SealPack), new PackSealInput(run, built), PackRetries.Patient);
    }
}
