using Orchestrations.App.Ledger;
using Orchestrations.App.RiskWatch;
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
        return world.Run<RiskWatchResult>(nameof(RiskWatchOrchestrator), run, new RiskWatchInput(Portfolio, run));
    }

    /// <summary>Looks until the breaker is at a level; each look is five minutes after the one before.</summary>
    public static RiskWatchResult WatchUntil(this HistoryWorld world, int level, int first = 100)
    {
        for (var number = first; number < first + 200; number++)
            if (world.Watch(number) is var result && result.Level == level)
                return result;
        throw new InvalidOperationException($"The breaker did not reach level {level}.");
    }
}
