using Microsoft.DurableTask.Client;
using Orchestrations.App.Tactical;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.App.Tests.Tactical;

/// <summary>The tactical reserve with the whole app on the real engine. The all-time high is 100,000, BTC costs 25,000.</summary>
public class TacticalOperationTests
{
    const decimal CoreCash = 10_000m;

    [Fact]
    public async Task Crash_OfThreeQuarters_DeploysHalfInSlicesOverHours()
    {
        await using var world = Crashed();
        var before = world.Now;

        var result = world.Tactical(1);

        Assert.Equal(("Deploys", 3, 12), (result.Outcome, result.Score, result.Orders.Count));
        Assert.All(result.Orders, order => Assert.Equal("Filled", order.Status));
        Assert.InRange(world.Now - before, TimeSpan.FromHours(5), TimeSpan.FromHours(5.5));
        // Half of 6,000 less what is held back for slippage, cut in 80 and 20.
        Assert.InRange(result.Orders.Where(o => o.Symbol == "BTCUSDT").Sum(o => o.Notional), 2_380m, 2_400m);
        Assert.InRange(result.Orders.Where(o => o.Symbol == "ETHUSDT").Sum(o => o.Notional), 590m, 601m);
        Assert.InRange(world.Holds(PortfolioEngine.Tactical, "USDT"), 3_005m, 3_020m);
    }

    [Fact]
    public async Task Crash_ThatGoesOn_WaitsThirtyDaysForTheRest()
    {
        await using var world = Crashed();
        world.Tactical(1);
        world.Pass(TimeSpan.FromDays(28));
        var soon = world.Tactical(2);
        world.Pass(TimeSpan.FromDays(2));
        var rest = world.Tactical(3);
        world.Pass(TimeSpan.FromDays(40));

        Assert.Equal(("CoolingDown", 0), (soon.Outcome, soon.Orders.Count));
        Assert.Equal(("Deploys", 12), (rest.Outcome, rest.Orders.Count));
        Assert.InRange(world.Holds(PortfolioEngine.Tactical, "USDT"), 0m, 30m);
        Assert.Equal("AllDeployed", world.Tactical(4).Outcome);
    }

    [Fact]
    public async Task Slice_RefusedByTheRiskRules_StaysInTheReserve()
    {
        await using var world = Crashed();
        world.Later(TimeSpan.FromHours(2.5), () => world.Stop.SwitchAsync(true, "a test"));

        var result = world.Tactical(1);

        Assert.Equal(6, result.Orders.Count(o => o.Status == "Filled"));
        Assert.Equal(6, result.Orders.Count(o => o.Code == "ORC-RISK-001"));
        Assert.InRange(world.Holds(PortfolioEngine.Tactical, "USDT"), 4_499m, 4_520m);
    }

    [Fact]
    public async Task Doubling_OfADeployment_GoesBackToTheCoreByTransfer()
    {
        await using var world = Crashed();
        world.Tactical(1);
        world.Market.Prices["BTCUSDT"] = 51_000m;

        var result = world.Tactical(2);

        var exit = Assert.Single(result.Orders);
        Assert.Equal(("BTCUSDT", "Sell", "Filled"), (exit.Symbol, exit.Side, exit.Status));
        Assert.InRange(exit.Returned, 4_850m, 4_900m);
        Assert.Equal(CoreCash + exit.Returned, world.Holds(PortfolioEngine.Core, "USDT"));
        Assert.InRange(world.Holds(PortfolioEngine.Tactical, "BTC"), 0m, 0.000001m);
        Assert.True(world.Holds(PortfolioEngine.Tactical, "ETH") > 0m);
        Assert.Empty(world.Tactical(3).Orders);
    }

    [Fact]
    public async Task Year_OfHolding_GoesBackToTheCoreAtWhateverPrice()
    {
        await using var world = Crashed();
        world.Tactical(1);
        world.Market.Prices["BTCUSDT"] = 60_000m / 3m;
        world.Pass(TimeSpan.FromDays(366));

        var result = world.Tactical(2);

        Assert.Equal(["BTCUSDT", "ETHUSDT"], result.Orders.Where(o => o.Side == "Sell").Select(o => o.Symbol));
        Assert.Equal(CoreCash + result.Orders.Sum(o => o.Returned), world.Holds(PortfolioEngine.Core, "USDT"));
    }

    [Fact]
    public async Task Position_SoldByOthers_IsNotSoldAgain()
    {
        await using var world = Crashed();
        world.Tactical(1);
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.Close("TACTICAL");
        world.Market.Prices["BTCUSDT"] = 60_000m;

        Assert.DoesNotContain(world.Tactical(2).Orders, order => order.Side == "Sell");
        Assert.Equal(1m, world.Holds(PortfolioEngine.Core, "BTC"));
    }

    [Fact]
    public async Task Order_LeftWithoutAKnownEnd_IsCountedByALaterRun()
    {
        await using var world = Crashed();
        world.Exchange.IsSilent = true;
        var silent = world.Tactical(1);
        world.Exchange.IsSilent = false;

        var again = world.Tactical(2);
        world.Market.Prices["BTCUSDT"] = 51_000m;
        var exit = world.Tactical(3);

        Assert.All(silent.Orders, order => Assert.Equal("Unresolved", order.Status));
        Assert.Equal(12, again.Orders.Count(o => o.Status == "Filled"));
        Assert.InRange(Assert.Single(exit.Orders).Returned, 4_850m, 4_900m);
    }

    [Fact]
    public async Task Order_WhoseEndOthersLearned_IsCountedByALaterRun()
    {
        await using var world = Crashed();
        world.Exchange.IsSilent = true;
        world.Tactical(1);
        world.Exchange.IsSilent = false;
        // Before the next run looks, the reconciliation has found them all.
        Assert.True(world.Reconcile("reconciliation-1").OrdersLookedAt > 0);

        var again = world.Tactical(2);
        world.Market.Prices["BTCUSDT"] = 51_000m;
        var exit = world.Tactical(3);

        Assert.Equal(12, again.Orders.Count(o => o.Status == "Filled"));
        Assert.InRange(Assert.Single(exit.Orders).Returned, 4_850m, 4_900m);
        Assert.Empty(world.Tactical(4).Orders);
    }

    [Fact]
    public async Task Command_InTheQueue_StartsTheRunOfTheHourOnce()
    {
        await using var world = Crashed();
        world.Do(() => world.Get<ServiceBusListeners>().StartAsync(CancellationToken.None));
        foreach (var id in (string[])["m1", "m2"])
            world.Do(() => world.Get<MessageBroker>().SendAsync(
                "tactical-commands", new BusMessage(id, """{"reason":"look now"}"""), CancellationToken.None));
        world.Pass(TimeSpan.FromHours(7));

        var run = await world.Get<DurableTaskClient>().GetInstanceAsync("tactical-main-2024011500", getInputsAndOutputs: true);

        Assert.Equal("Deploys", run!.ReadOutputAs<TacticalResult>()!.Outcome);
        Assert.InRange(world.Holds(PortfolioEngine.Tactical, "USDT"), 3_005m, 3_020m);
    }

    static HistoryWorld Crashed()
    {
        var world = new HistoryWorld();
        world.Market.AllTimeHigh = 100_000m;
        world.Market.Prices["BTCUSDT"] = 25_000m;
        world.Bring(PortfolioEngine.Tactical, 6_000m);
        world.Bring(PortfolioEngine.Core, CoreCash);
        return world;
    }
}
