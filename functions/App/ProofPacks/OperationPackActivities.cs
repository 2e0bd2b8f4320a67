using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.ProofPacks;

/// <summary>The step with which an operation's run asks for its pack. It may run twice.</summary>
/// <param name="packs">Asks.</param>
public sealed class OperationPackActivities(OperationPacks packs)
{
    /// <summary>Asks for the pack of a run.</summary>
    [Function(nameof(AskOperationPack))]
    public Task<PackRunInput> AskOperationPack([ActivityTrigger] OperationPackInput input, CancellationToken cancellation) =>
        packs.AskAsync(input.Instance, input.FirstKey, cancellation);
}
