using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Orchestrations.App.ProofPacks;

/// <summary>The steps with which an operation's run asks for its pack. Each may run twice.</summary>
/// <param name="packs">Asks.</param>
public sealed class OperationPackActivities(OperationPacks packs)
{
    /// <summary>Asks for the pack of a run; null when nothing is recorded that it could prove.</summary>
    [Function(nameof(AskOperationPack))]
    public Task<PackRunInput?> AskOperationPack([ActivityTrigger] OperationPackInput input, CancellationToken cancellation) =>
        packs.AskAsync(input, cancellation);

    /// <summary>The same, and starts the orchestration that makes the pack: the run need not wait for it.</summary>
    [Function(nameof(StartOperationPack))]
    public async Task<PackRunInput?> StartOperationPack(
        [ActivityTrigger] OperationPackInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var pack = await packs.AskAsync(input, cancellation);
        if (pack is not null)
            await PackRuns.StartAsync(client, pack.Tenant, pack.Pack, cancellation);
        return pack;
    }
}
