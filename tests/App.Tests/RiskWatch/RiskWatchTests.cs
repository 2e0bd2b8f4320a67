using Orchestrations.App.MarketData;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.RiskWatch;

public class RiskWatchTests
{
    [Fact]
    public async Task Watch_RunTwice_ValuesOnceAndAnswersTheSame()
    {
        using var bench = await BenchAsync();

        var first = await Bench.TwiceAsync(() => WatchAsync(bench, 1));
        bench.SetPrice("BTCUSDT", 10_000m);
        var again = await WatchAsync(bench, 1);

        Assert.Equal(StoreJson.Write(first), StoreJson.Write(again));
        Assert.Equal(50_000m, first.Value);
    }

    [Fact]
    public async Task Watch_WithoutAPrice_IsNoValuationRatherThanAFall()
    {
        using var bench = await BenchAsync();
        await WatchAsync(bench, 1);
        bench.HasPrices = false;

        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => WatchAsync(bench, 2));

        Assert.Equal((0, 50_000m), ((await bench.Breakers.GetAsync("main")).Level, (await bench.Breakers.GetAsync("main")).Value));
    }

    [Fact]
    public async Task Breaker_OverAFall_RemembersPeakLevelAndHistoryInTheStore()
    {
        using var bench = await BenchAsync();
        await WatchAsync(bench, 1);
        bench.SetPrice("BTCUSDT", 41_000m);
        for (var number = 2; number < 40; number++)
            await WatchAsync(bench, number);

        // Another process: nothing but the store is shared.
        var restarted = new BreakerRepository(bench.Store, new RiskWatchSettings(BreakerParameters.Standard, 10m));
        var standing = await restarted.GetAsync("main");

        Assert.Equal((2, 50_000m, 41_000m, 0.18m), (standing.Level, standing.Peak, standing.Value, standing.Drawdown));
        Assert.Equal(40_000m, standing.NextLevelAt);
        Assert.False(standing.EntriesAllowed);
        var history = await restarted.HistoryAsync("main").ToListAsync();
        Assert.Equal([(0, 1), (1, 2)], history.Select(c => (c.From, c.To)));
        Assert.Equal(2, await CountAuditAsync(bench, "breaker-level"));
    }

    [Fact]
    public async Task Breaker_AtItsLastLevel_IsReleasedByAPersonWithAReasonAlone()
    {
        using var bench = await BenchAsync();
        await WatchAsync(bench, 1);
        bench.SetPrice("BTCUSDT", 30_000m);
        for (var number = 2; number < 40; number++)
            await WatchAsync(bench, number);
        bench.SetPrice("BTCUSDT", 60_000m);
        for (var number = 40; number < 1_000; number++)
            await WatchAsync(bench, number);
        Assert.Equal((4, true), ((await bench.Breakers.GetAsync("main")).Level, (await bench.Breakers.GetAsync("main")).Halted));

        var change = await bench.Breakers.ReleaseAsync("main", "looked into it", bench.Time.Now);

        Assert.Equal((4, 0, "looked into it"), (change!.From, change.To, change.Reason));
        Assert.Equal((0, 60_000m), ((await bench.Breakers.GetAsync("main")).Level, (await bench.Breakers.GetAsync("main")).Peak));
        Assert.Null(await bench.Breakers.ReleaseAsync("main", "again", bench.Time.Now));
    }

    [Fact]
    public async Task Deposit_BetweenTwoLooks_IsNoProfitAndNoLoss()
    {
        using var bench = await BenchAsync();
        await WatchAsync(bench, 1);
        bench.SetPrice("BTCUSDT", 46_000m);
        await WatchAsync(bench, 2);
        await bench.Ledger.PostAsync("main", JournalEntries.Deposit(
            "more", PortfolioEngine.Core, new Money(46_000m, Asset.Usdt), bench.Time.Now));

        var after = await WatchAsync(bench, 3);
        var standing = await bench.Breakers.GetAsync("main");

        Assert.Equal((92_000m, 0.08m), (after.Value, after.Drawdown));
        Assert.Equal((100_000m, 50_000m + 46_000m), (standing.Peak, standing.DayStart));
    }

    [Fact]
    public async Task Days_OverMidnight_AreKeptWithTheirReturns()
    {
        using var bench = await BenchAsync();
        await WatchAsync(bench, 1);
        bench.SetPrice("BTCUSDT", 55_000m);
        await WatchAsync(bench, 2);
        bench.Time.Now = Bench.Start.AddDays(1);
        bench.SetPrice("BTCUSDT", 52_250m);
        await WatchAsync(bench, 3);
        bench.Time.Now = Bench.Start.AddDays(2);
        await WatchAsync(bench, 4);

        var days = (await bench.Breakers.DaysAsync("main"))!.Days;

        Assert.Equal([(50_000m, 55_000m, 0.1m), (55_000m, 52_250m, -0.05m)], days.Select(d => (d.Opening, d.Closing, d.Return)));
    }

    [Theory]
    [InlineData(46_000, 100, null)]
    [InlineData(44_000, 75, null)]
    [InlineData(41_000, 0, "ORC-RISK-006")]
    public void Entry_AtEachLevel_IsAsLargeAsTheLevelAllows(int price, int share, string? code)
    {
        using var world = new WorldOf();
        world.World.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.World.Bring(PortfolioEngine.Core, 1_000m);
        world.World.Watch(1);
        world.World.Market.Prices["BTCUSDT"] = price;
        for (var number = 2; number < 60; number++)
            world.World.Watch(number);

        var order = world.World.Order("order-1", Bench.Buy(100m, "ETHUSDT"));

        Assert.Equal(code, order.Code);
        Assert.InRange(order.Notional, share * 0.99m, share * 1.01m);
    }

    [Fact]
    public void ThirdLevel_WithDirectionalHoldings_SellsTacticalAndKeepsTheCore()
    {
        using var world = new WorldOf();
        world.World.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.World.Bring(PortfolioEngine.Tactical, 1m, "ETH");
        world.World.Watch(1);
        world.World.Market.Prices["BTCUSDT"] = 39_000m;

        var result = world.World.WatchUntil(3);

        Assert.Equal("TACTICAL", Assert.Single(result.Closed).Engine);
        Assert.Equal((1m, 0m), (world.World.Holds(PortfolioEngine.Core, "BTC"), world.World.Holds(PortfolioEngine.Tactical, "ETH")));
        Assert.InRange(world.World.Holds(PortfolioEngine.Tactical, "USDT"), 2_490m, 2_500m);
    }

    [Fact]
    public void LastLevel_WithAnOrderThatIsRefused_SellsAtTheNextLook()
    {
        using var world = new WorldOf();
        world.World.Bring(PortfolioEngine.Core, 0.1m, "BTC");
        world.World.Watch(1);
        world.World.Do(() => world.World.Stop.SwitchAsync(true, "not now"));
        world.World.Market.Prices["BTCUSDT"] = 30_000m;
        var refused = world.World.WatchUntil(4);
        world.World.Do(() => world.World.Stop.SwitchAsync(false, "go on"));

        var sold = world.World.Watch(500);

        Assert.Equal("ORC-RISK-001", Assert.Single(Assert.Single(refused.Closed).Lines).Code);
        Assert.Equal("Filled", Assert.Single(Assert.Single(sold.Closed).Lines).Status);
        Assert.Empty(world.World.Watch(501).Closed);
    }

    static async Task<Bench> BenchAsync()
    {
        var bench = new Bench();
        await bench.Ledger.PostAsync("main", JournalEntries.Deposit(
            "start", PortfolioEngine.Core, new Money(1m, new Asset("BTC")), Bench.Start));
        return bench;
    }

    static Task<RiskWatched> WatchAsync(Bench bench, int number)
    {
        var now = bench.Time.Now = bench.Time.Now.AddMinutes(number == 1 ? 0 : 5);
        return bench.Watching.WatchRisk(new RiskWatchStep("main", "run-" + number, now), Bench.None);
    }

    static async Task<int> CountAuditAsync(Bench bench, string kind)
    {
        var count = 0;
        await foreach (var record in bench.Audit.ListAsync())
            count += record.Kind == kind ? 1 : 0;
        return count;
    }

    sealed class WorldOf : IDisposable
    {
        public HistoryWorld World { get; } = new();

        public void Dispose() => World.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
