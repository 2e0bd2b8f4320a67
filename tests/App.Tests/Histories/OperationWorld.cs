using Orchestrations.App.Closing;
using Orchestrations.App.Ledger;
using Orchestrations.App.Rebalance;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Tactical;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Histories;

/// <summary>What tests of operations do to a world.</summary>
static class OperationWorld
{
    public const string Portfolio = "main";

    /// <summary>Brings capital in, at the exchange and in the books.</summary>
    public static void Bring(this HistoryWorld world, PortfolioEngine engine, decimal amount, string asset = "USDT") =>
        world.Do(async () =>
        {
            var money = new Money(amount, new Asset(asset));
            var id = $"test-{engine}-{asset}-{amount}";
            await world.Paper.DepositAsync(id, money, CancellationToken.None);
            await world.Get<LedgerRepository>().PostAsync(Portfolio, JournalEntries.Deposit(id, engine, money, Bench.Start));
        });

    /// <summary>What an engine holds of a coin, by the ledger.</summary>
    public static decimal Holds(this HistoryWorld world, PortfolioEngine engine, string asset)
    {
        var amount = 0m;
        world.Do(async () => amount = (await world.Get<LedgerRepository>().BalanceAsync(
            Portfolio, new Account(engine, AccountKind.Holdings), new Asset(asset))).Amount);
        return amount;
    }

    /// <summary>One look of the risk watch, five minutes later.</summary>
    public static RiskWatchResult Watch(this HistoryWorld world, int number)
    {
        world.Pass(TimeSpan.FromMinutes(5));
        var run = $"riskwatch-main-{number}";
        return world.Run<RiskWatchResult>(nameof(RiskWatchOrchestrator), run, new RiskWatchInput(Portfolio, run) { Prove = world.Proves });
    }

    /// <summary>One look of the rebalance, so many days after the start.</summary>
    public static RebalanceResult Rebalance(this HistoryWorld world, int day)
    {
        if (Bench.Start.AddDays(day) > world.Now)
            world.Pass(Bench.Start.AddDays(day) - world.Now);
        var run = $"rebalance-main-{day}";
        return world.Run<RebalanceResult>(
            nameof(RebalanceOrchestrator), run, new RebalanceInput(Portfolio, run) { Prove = world.Proves });
    }

    /// <summary>One look of the tactical reserve.</summary>
    public static TacticalResult Tactical(this HistoryWorld world, int number)
    {
        var run = $"tactical-main-{number}";
        var input = new TacticalInput(Portfolio, run, TimeSpan.FromHours(1)) { Prove = world.Proves };
        return world.Run<TacticalResult>(nameof(TacticalOrchestrator), run, input);
    }

    /// <summary>Sells what an engine holds.</summary>
    public static EngineClosed Close(this HistoryWorld world, string engine, string run = "close-1") => world.Run<EngineClosed>(
        nameof(CloseEngineOrchestrator), run, new CloseEngineInput(Portfolio, engine, run, "a test"));

    /// <summary>Looks until the breaker is at a level; each look is five minutes after the one before.</summary>
    public static RiskWatchResult WatchUntil(this HistoryWorld world, int level, int first = 100)
    {
        for (var number = first; number < first + 200; number++)
            if (world.Watch(number) is var result && result.Level == level)
                return result;
        throw new InvalidOperationException($"The breaker did not reach level {level}.");
    }
}
