using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Operations;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Rebalance;

/// <summary>What starts the rebalance: the timer, and people.</summary>
public sealed class RebalanceTriggers(TradingSettings trading, OperationTimer operations, ProofPackSettings packs) : IOperation
{
    /// <inheritdoc />
    public string Name => OperationsSettings.Rebalance;

    /// <inheritdoc />
    public string ScheduleKey => "Rebalance:Schedule";

    /// <summary>Looks at the core, once for each day (UTC).</summary>
    [Function(nameof(RebalanceTimer))]
    public Task RebalanceTimer(
        [TimerTrigger("%Rebalance:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => operations.TickAsync(this, timer, client, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var run = $"rebalance-{trading.Portfolio}-{now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        await SingleRun.StartOnceAsync(
            client, nameof(RebalanceOrchestrator), run,
            new RebalanceInput(trading.Portfolio, run) { Prove = packs.Proves(OperationsSettings.Rebalance) }, cancellation);
        return [new OperationRun(trading.Portfolio, run)];
    }
}
