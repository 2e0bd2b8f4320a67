using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Operations;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Reconciliation;

/// <summary>What starts reconciliations: the start of the host, the timer, and people.</summary>
public sealed class ReconciliationTriggers(ReconciliationSettings settings, OperationTimer operations) : IOperation
{
    /// <inheritdoc />
    public string Name => OperationsSettings.Reconciliation;

    /// <inheritdoc />
    public string ScheduleKey => "Reconciliation:Schedule";

    /// <summary>Starts a reconciliation; one at most in each minute.</summary>
    [Function(nameof(ReconciliationTimer))]
    public Task ReconciliationTimer(
        [TimerTrigger("%Reconciliation:Schedule%", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => operations.TickAsync(this, timer, client, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = FormattableString.Invariant($"reconciliation-{now.UtcDateTime:yyyyMMdd'T'HHmm}");
        await SingleRun.StartOnceAsync(
            client, nameof(ReconciliationOrchestrator), id, new ReconciliationInput(settings.Portfolio, settings.SecondLookAfter), cancellation);
        return [new OperationRun(settings.Portfolio, id)];
    }
}
