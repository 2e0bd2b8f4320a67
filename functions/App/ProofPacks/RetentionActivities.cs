using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.ProofPacks;

/// <summary>The step of a retention run. It may run twice.</summary>
/// <param name="retention">Erases.</param>
public sealed class RetentionActivities(PackRetention retention)
{
    /// <summary>Erases a page of packs whose time is up.</summary>
    [Function(nameof(EraseExpired))]
    public Task<RetentionPage> EraseExpired([ActivityTrigger] RetentionInput input, CancellationToken cancellation) =>
        retention.ErasePageAsync(input.Tenant, input.Before, input.After, cancellation);
}
