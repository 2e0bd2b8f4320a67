using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Storage;

/// <summary>How many instances of one orchestrator there ever were on a disk.</summary>
/// <param name="Started">Created, counting an id that was used again once more.</param>
/// <param name="Completed">Ended as they should.</param>
/// <param name="Failed">Failed, or ended by force.</param>
public sealed record InstanceCounts(int Started, int Completed, int Failed)
{
    internal InstanceCounts And(OrchestrationRuntimeStatus end) => end == OrchestrationRuntimeStatus.Completed
        ? this with { Completed = Completed + 1 }
        : this with { Failed = Failed + 1 };
}
