using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Operations;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Funding;

/// <summary>What starts funding cycles: the timer, once in each settlement interval of each contract, and people.</summary>
public sealed class FundingTriggers(
    FundingSettings settings, ContractClaims claims, OperationTimer operations, ProofPackSettings packs, IPerpetuals perpetuals,
    TimeProvider time) : IOperation
{
    // 1, 2, 4, 8 and 16 s: an hour later the price is another one.
    const int MostAttempts = 6;

    /// <inheritdoc />
    public string Name => OperationsSettings.Funding;

    /// <inheritdoc />
    public string ScheduleKey => "Funding:Schedule";

    /// <inheritdoc />
    public string? Idle => settings.Enabled ? null : "Funding:Capital is zero; give the engine a capital.";

    /// <summary>
    /// Starts the running interval's cycle of every contract. The interval is read from the instrument each time; a contract
    /// whose instrument cannot be read for half a minute is started by the next look.
    /// </summary>
    [Function(nameof(FundingTimer))]
    public Task FundingTimer(
        [TimerTrigger("%Funding:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => operations.TickAsync(this, timer, client, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var started = new List<OperationRun>();
        foreach (var pair in await claims.WorkedOnAsync(settings.Portfolio, PortfolioEngine.Funding, settings.Pairs, cancellation))
        {
            try
            {
                var interval = await IntervalAsync(pair, cancellation);
                var begin = new DateTimeOffset(now.UtcTicks - now.UtcTicks % interval.Ticks, TimeSpan.Zero);
                var period = FormattableString.Invariant($"{begin:yyyyMMddHH}");
                var id = $"funding-{pair.Symbol}-{period}";
                await SingleRun.StartOnceAsync(
                    client, nameof(FundingOrchestrator), id,
                    new FundingCycleInput(settings.Portfolio, pair.Symbol, period) { Prove = packs.Proves(OperationsSettings.Funding) },
                    cancellation);
                started.Add(new OperationRun(pair.Symbol, id));
            }
            catch (ExchangeUnavailableException)
            {
                // The next look is within the interval: the schedule is shorter than any interval.
            }
        }
        return started;
    }

    async Task<TimeSpan> IntervalAsync(Pair pair, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return (await perpetuals.GetInstrumentAsync(pair, cancellation)).FundingInterval;
            }
            catch (ExchangeUnavailableException) when (attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << (attempt - 1)), time, cancellation);
            }
    }
}
