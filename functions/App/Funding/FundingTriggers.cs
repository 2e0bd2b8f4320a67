using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Exchange;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Funding;

/// <summary>What starts funding cycles: the timer, once in each settlement interval of each contract.</summary>
public sealed class FundingTriggers(
    FundingSettings settings, OperationsSettings operations, ProofPackSettings packs, IPerpetuals perpetuals, TimeProvider time)
{
    /// <summary>
    /// Starts the running interval's cycle of every contract. The interval is read from the instrument each time; a contract
    /// whose instrument cannot be read is started by the next look.
    /// </summary>
    [Function(nameof(FundingTimer))]
    public async Task FundingTimer(
        [TimerTrigger("%Funding:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!settings.Enabled || !operations.Runs(OperationsSettings.Funding))
            return;
        var now = time.GetUtcNow();
        foreach (var pair in settings.Pairs)
        {
            try
            {
                var interval = (await perpetuals.GetInstrumentAsync(pair, cancellation)).FundingInterval;
                var begin = new DateTimeOffset(now.UtcTicks - now.UtcTicks % interval.Ticks, TimeSpan.Zero);
                var period = FormattableString.Invariant($"{begin:yyyyMMddHH}");
                await SingleRun.StartOnceAsync(
                    client, nameof(FundingOrchestrator), $"funding-{pair.Symbol}-{period}",
                    new FundingCycleInput(settings.Portfolio, pair.Symbol, period)
                    {
                        Prove = packs.Proves(OperationsSettings.Funding),
                    }, cancellation);
            }
            catch (ExchangeUnavailableException)
            {
                // The next look is within the interval: the schedule is shorter than any interval.
            }
        }
    }
}
