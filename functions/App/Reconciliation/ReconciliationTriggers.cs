using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Reconciliation;

/// <summary>What starts reconciliations: the start of the host, and the timer.</summary>
public sealed class ReconciliationTriggers(
    ReconciliationSettings settings, OperationsSettings operations, TimeProvider time)
{
    /// <summary>Starts a reconciliation; one at most in each minute.</summary>
    [Function(nameof(ReconciliationTimer))]
    public async Task ReconciliationTimer(
        [TimerTrigger("%Reconciliation:Schedule%", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!operations.Runs(OperationsSettings.Reconciliation))
            return;
        await SingleRun.StartOnceAsync(
            client, nameof(ReconciliationOrchestrator),
            FormattableString.Invariant($"reconciliation-{time.GetUtcNow():yyyyMMdd'T'HHmm}"),
            new ReconciliationInput(settings.Portfolio, settings.SecondLookAfter), cancellation);
    }
}
