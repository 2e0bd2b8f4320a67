using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Trend;

/// <summary>What starts trend runs: the timer, once a day for each contract.</summary>
public sealed class TrendTriggers(TrendSettings settings, OperationsSettings operations, ProofPackSettings packs, TimeProvider time)
{
    /// <summary>Starts today's run of every contract. A late or repeated call starts nothing twice.</summary>
    [Function(nameof(TrendTimer))]
    public async Task TrendTimer(
        [TimerTrigger("%Trend:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!settings.Enabled || !operations.Runs(OperationsSettings.Trend))
            return;
        var day = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMdd}");
        foreach (var pair in settings.Pairs)
            await SingleRun.StartOnceAsync(
                client, nameof(TrendOrchestrator), $"trend-{pair.Symbol}-{day}",
                new TrendRunInput(settings.Portfolio, pair.Symbol, day) { Prove = packs.Proves(OperationsSettings.Trend) },
                cancellation);
    }
}
