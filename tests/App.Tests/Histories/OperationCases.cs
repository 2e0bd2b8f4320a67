using Orchestrations.App.Closing;
using Orchestrations.App.KillSwitch;
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
                nameof(KillSwitchOrchestrator), "kill-1", new KillSwitchInput("main", "kill-1", true, "a test"));
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
                nameof(KillSwitchOrchestrator), "kill-1", new KillSwitchInput("main", "kill-1", false, "a test"));
            Assert.Equal(new SettledOrder("BTCUSDT", "Filled"), Assert.Single(result.Orders));
            return "kill-1";
        },
    };
}
