using Microsoft.DurableTask.Client;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.Closing;
using Orchestrations.App.KillSwitch;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The golden histories of the operations under the risk book; see <see cref="HistoryCases"/>.</summary>
static class OperationCases
{
    public static IReadOnlyDictionary<string, Func<HistoryWorld, string>> All { get; } = new Dictionary<string, Func<HistoryWorld, string>>
    {
        ["RiskWatchOrchestrator.calm"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 10_000m);
            Assert.Equal((0, 10_000m), (world.Watch(1).Level, world.Watch(2).Value));
            return "riskwatch-main-1";
        },
        ["RiskWatchOrchestrator.last-level-sells"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 0.1m, "BTC");
            world.Bring(PortfolioEngine.Tactical, 0.1m, "BTC");
            world.Watch(1);
            world.Market.Prices["BTCUSDT"] = 35_000m;
            var number = 2;
            while (world.Watch(number) is var watched && watched.Level < 4)
            {
                // The levels before the last sell what is tactical, and no core.
                Assert.DoesNotContain(watched.Closed, closed => closed.Engine == "CORE");
                number++;
            }
            Assert.Equal((0m, 0m), (world.Holds(PortfolioEngine.Core, "BTC"), world.Holds(PortfolioEngine.Tactical, "BTC")));
            return $"riskwatch-main-{number}";
        },
        ["CloseEngineOrchestrator.sold"] = world =>
        {
            world.Bring(PortfolioEngine.Tactical, 0.01m, "BTC");
            var closed = world.Run<EngineClosed>(
                nameof(CloseEngineOrchestrator), "close-1", new CloseEngineInput("main", "TACTICAL", "test", "a test"));
            Assert.Equal("Filled", Assert.Single(closed.Lines).Status);
            return "close-1";
        },
        ["CloseEngineOrchestrator.nothing-to-sell"] = world =>
        {
            Assert.Empty(world.Run<EngineClosed>(
                nameof(CloseEngineOrchestrator), "close-1", new CloseEngineInput("main", "TREND", "test", "a test")).Lines);
            return "close-1";
        },
        ["KillSwitchOrchestrator.flattened"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 0.01m, "BTC");
            var result = world.Run<KillSwitchResult>(
                nameof(KillSwitchOrchestrator), "kill-1", new KillSwitchInput("main", "kill-1", true, "a test") { Prove = world.Proves });
            Assert.Equal(4, result.Closed.Count);
            return "kill-1";
        },
        ["KillSwitchOrchestrator.order-settled"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 10_000m);
            world.Exchange.IsSilent = true;
            world.Order("order-1", Bench.Buy());
            world.Exchange.IsSilent = false;
            var result = world.Run<KillSwitchResult>(
                nameof(KillSwitchOrchestrator), "kill-1", new KillSwitchInput("main", "kill-1", false, "a test") { Prove = world.Proves });
            Assert.Equal(new SettledOrder("BTCUSDT", "Filled"), Assert.Single(result.Orders));
            return "kill-1";
        },
        ["RebalanceOrchestrator.not-due"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 10_000m);
            Assert.Equal("Settling", world.Rebalance(0).Reason);
            return "rebalance-main-0";
        },
        ["RebalanceOrchestrator.drift"] = world =>
        {
            world.Bring(PortfolioEngine.Core, 0.12m, "BTC");
            world.Bring(PortfolioEngine.Core, 0.2m, "ETH");
            world.Bring(PortfolioEngine.Core, 3_500m);
            world.Rebalance(0);
            Assert.Equal(["Filled", "Filled"], world.Rebalance(31).Orders.Select(o => o.Status));
            return "rebalance-main-31";
        },
        ["TacticalOrchestrator.deploys"] = world =>
        {
            Crash(world);
            Assert.Equal("Deploys", world.Tactical(1).Outcome);
            return "tactical-main-1";
        },
        ["TacticalOrchestrator.exits"] = world =>
        {
            Crash(world);
            world.Tactical(1);
            world.Market.Prices["BTCUSDT"] = 51_000m;
            Assert.True(Assert.Single(world.Tactical(2).Orders).Returned > 0m);
            return "tactical-main-2";
        },
        ["TacticalOrchestrator.looked-again"] = world =>
        {
            Crash(world);
            world.Exchange.IsSilent = true;
            world.Tactical(1);
            world.Exchange.IsSilent = false;
            Assert.All(world.Tactical(2).Orders, order => Assert.Equal("Filled", order.Status));
            return "tactical-main-2";
        },
        ["CapitalOrchestrator.approved"] = world => Increase(world, approved: true, "Done"),
        ["CapitalOrchestrator.declined"] = world => Increase(world, approved: false, "Declined"),
        ["CapitalOrchestrator.expired"] = world => Increase(world, approved: null, "Expired"),
    };

    static void Crash(HistoryWorld world)
    {
        world.Market.AllTimeHigh = 100_000m;
        world.Market.Prices["BTCUSDT"] = 25_000m;
        world.Bring(PortfolioEngine.Tactical, 6_000m);
        world.Bring(PortfolioEngine.Core, 10_000m);
    }

    static string Increase(HistoryWorld world, bool? approved, string stage)
    {
        const string id = "capital-main-spring";
        world.Do(() => world.Paper.DepositAsync("cash", new Money(1_000m, Asset.Usdt), CancellationToken.None));
        if (approved is { } answer)
            world.Later(TimeSpan.FromDays(3), () => world.Get<DurableTaskClient>().RaiseEventAsync(
                id, CapitalOrchestrator.EventOf(1), new CapitalAnswer(1, answer, "Ann", "a test"), CancellationToken.None));
        var input = new CapitalInput("main", "spring", [new CapitalPhase(1_000m)], TimeSpan.FromDays(7), TimeSpan.FromDays(2))
        {
            Prove = world.Proves,
        };
        Assert.Equal(stage, world.Run<CapitalResult>(nameof(CapitalOrchestrator), id, input).Stage);
        return id;
    }
}
