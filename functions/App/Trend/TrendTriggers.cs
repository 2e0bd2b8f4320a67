using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Contracts;
using Orchestrations.App.Operations;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Trend;

/// <summary>What starts trend runs: the timer, once a day for each contract, and people.</summary>
public sealed class TrendTriggers(TrendSettings settings, ContractClaims claims, OperationTimer operations, ProofPackSettings packs) : IOperation
{
    /// <inheritdoc />
    public string Name => OperationsSettings.Trend;

    /// <inheritdoc />
    public string ScheduleKey => "Trend:Schedule";

    /// <inheritdoc />
    public string? Idle => settings.Enabled ? null : "Trend:Capital is zero; give the engine a capital.";

    /// <summary>Starts today's run of every contract. A late or repeated call starts nothing twice.</summary>
    [Function(nameof(TrendTimer))]
    public Task TrendTimer(
        [TimerTrigger("%Trend:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => operations.TickAsync(this, timer, client, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var day = FormattableString.Invariant($"{now.UtcDateTime:yyyyMMdd}");
        var started = new List<OperationRun>();
        foreach (var pair in await claims.WorkedOnAsync(settings.Portfolio, PortfolioEngine.Trend, settings.Pairs, cancellation))
        {
            var id = $"trend-{pair.Symbol}-{day}";
            await SingleRun.StartOnceAsync(
                client, nameof(TrendOrchestrator), id,
                new TrendRunInput(settings.Portfolio, pair.Symbol, day) { Prove = packs.Proves(OperationsSettings.Trend) }, cancellation);
            started.Add(new OperationRun(pair.Symbol, id));
        }
        return started;
    }
}
