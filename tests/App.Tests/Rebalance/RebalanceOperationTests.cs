using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Rebalance;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Rebalance;

/// <summary>The rebalance with the whole app on the real engine.</summary>
public class RebalanceOperationTests
{
    [Fact]
    public async Task Rebalance_AfterADrift_SellsFirstAndBuysWithWhatIsThere()
    {
        await using var world = Drifted();

        var result = world.Rebalance(31);

        // Of 10,000: BTC 6,000 against 4,000 and ETH 500 against 2,000.
        Assert.Equal("Drift", result.Reason);
        Assert.Equal([("BTCUSDT", "Sell", "Filled"), ("ETHUSDT", "Buy", "Filled")], result.Orders.Select(o => (o.Symbol, o.Side, o.Status)));
        Assert.InRange(world.Holds(PortfolioEngine.Core, "BTC") * 50_000m, 3_990m, 4_010m);
        Assert.InRange(world.Holds(PortfolioEngine.Core, "ETH") * 2_500m, 1_980m, 2_010m);
        Assert.Equal("NotDue", world.Rebalance(32).Reason);
    }

    [Fact]
    public async Task Rebalance_WithLittleCash_BuysWhatTheSellsBrought()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 0.16m, "BTC");
        world.Rebalance(0);

        // 8,000 of BTC against 3,200: cut to a fifth, 1,600 sold; ETH wants 1,600, and 1,598.4 arrived less what is held back.
        var result = world.Rebalance(31);

        Assert.Equal(["Filled", "Filled"], result.Orders.Select(o => o.Status));
        Assert.InRange(result.Orders[1].Notional, 1_570m, 1_598m);
        Assert.True(world.Holds(PortfolioEngine.Core, "USDT") >= 0m);
    }

    [Fact]
    public async Task Rebalance_WhileTheCapitalIsDeployed_LeavesItAlone()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 10_000m);
        world.Rebalance(0);

        Assert.Equal("Settling", world.Rebalance(29).Reason);
    }

    [Fact]
    public async Task Rebalance_WhileEntriesAreRefused_StaysDue()
    {
        await using var world = Drifted();
        world.Do(() => world.Stop.SwitchAsync(true, "a test"));
        var paused = world.Rebalance(31);
        world.Do(() => world.Stop.SwitchAsync(false, "a test"));

        Assert.Equal(("Paused", 0), (paused.Reason, paused.Orders.Count));
        Assert.Equal("Drift", world.Rebalance(32).Reason);
    }

    [Fact]
    public async Task Rebalance_WithASaleWhoseEndIsNotKnown_LooksAgainBeforeItTradesAgain()
    {
        await using var world = Drifted();
        world.Exchange.IsSilent = true;
        var silent = world.Rebalance(31);
        world.Exchange.IsSilent = false;
        world.Bring(PortfolioEngine.Core, 0.2m, "BTC");

        var again = world.Rebalance(32);
        var then = world.Rebalance(33);

        Assert.All(silent.Orders, order => Assert.Equal("Unresolved", order.Status));
        Assert.Equal("Unresolved", again.Reason);
        Assert.All(again.Orders, order => Assert.Equal("Filled", order.Status));
        Assert.Equal("Drift", then.Reason);
    }

    [Fact]
    public async Task Sale_WhoseRunWasAwayAfterItDecided_IsNotPlacedBesideTheNextDays()
    {
        await using var world = Drifted();
        world.Pass(Bench.Start.AddDays(31) - world.Now);
        // The host died after the decision, before the first order was recorded.
        var decided = world.Get(() => ActivatorUtilities.CreateInstance<RebalanceActivities>(world.Get<IServiceProvider>())
            .DecideRebalance(new RebalanceStep("main", "rebalance-main-31", world.Now), CancellationToken.None));
        var sale = Assert.Single(decided.Sells);

        Assert.Equal("Drift", world.Rebalance(32).Reason);
        var late = world.Order("rebalance-main-31-BTCUSDT", sale);

        Assert.Equal(("NotPlaced", "ORC-ORDER-013"), (late.Status, late.Code));
        Assert.InRange(world.Holds(PortfolioEngine.Core, "BTC") * 50_000m, 3_990m, 4_010m);
    }

    static HistoryWorld Drifted()
    {
        var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 0.12m, "BTC");
        world.Bring(PortfolioEngine.Core, 0.2m, "ETH");
        world.Bring(PortfolioEngine.Core, 3_500m);
        world.Rebalance(0);
        return world;
    }
}
