using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Rebalance;

/// <summary>What starts the rebalance: the timer.</summary>
public sealed class RebalanceTriggers(TradingSettings trading, OperationsSettings operations, ProofPackSettings packs, TimeProvider time)
{
    /// <summary>Looks at the core, once for each day (UTC).</summary>
    [Function(nameof(RebalanceTimer))]
    public async Task RebalanceTimer(
        [TimerTrigger("%Rebalance:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!operations.Runs(OperationsSettings.Rebalance))
            return;
        var run = $"rebalance-{trading.Portfolio}-{time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        await SingleRun.StartOnceAsync(
            client, nameof(RebalanceOrchestrator), run,
            new RebalanceInput(trading.Portfolio, run) { Prove = packs.Proves(OperationsSettings.Rebalance) }, cancellation);
    }
}
