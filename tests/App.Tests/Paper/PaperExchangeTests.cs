using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Paper;

public sealed class PaperExchangeTests
{
    [Fact]
    public async Task Buy_OnAFlatBook_FillsAtThePriceAndPaysTheFeeInTheCoin()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        var accepted = Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("buy-1", 0.01m));
        var order = (await world.FindAsync("buy-1"))!;
        Assert.Equal(accepted.OrderId, order.OrderId);
        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.True(order.IsFinal);
        Assert.Equal(new Quantity(0.01m, PaperWorld.Btc.Base), order.Filled);
        var fill = Assert.Single(await world.FillsAsync("buy-1"));
        Assert.Equal(50_000m, fill.Price.Value);
        Assert.Equal(new Money(0.00001m, PaperWorld.Btc.Base), fill.Fee);
        Assert.Equal(world.Now, fill.Time);
        Assert.Equal(0.00999m, await world.BalanceAsync("BTC"));
        Assert.Equal(9_500m, await world.BalanceAsync("USDT"));
    }

    [Fact]
    public async Task Sell_OnAFlatBook_PaysTheFeeInTheQuote()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        await world.Exchange.DepositAsync("gift", new Money(1m, PaperWorld.Btc.Base), default);
        await world.SubmitAsync("sell-1", 0.5m, OrderSide.Sell);
        var fills = await world.FillsAsync("sell-1");
        Assert.Equal(25_000m, fills.Sum(fill => fill.Notional.Amount));
        Assert.All(fills, fill => Assert.Equal(Asset.Usdt, fill.Fee.Asset));
        Assert.Equal(25m, fills.Sum(fill => fill.Fee.Amount));
        Assert.Equal(0.5m, await world.BalanceAsync("BTC"));
        Assert.Equal(34_975m, await world.BalanceAsync("USDT"));
    }

    [Fact]
    public async Task Buy_WithSpreadAndImpact_FollowsTheDocumentedFormula()
    {
        // 10 basis points of half-spread: best 50,050. 50 points per million: 50,050 of notional move the average by
        // 50,050 x 0.005 / 1,000,000 / 2 = 0.000125125 of the best price, to 50,056.26250625; on the tick, upwards.
        var world = new PaperWorld(new PaperExchangeOptions
        {
            HalfSpreadBasisPoints = 10m,
            ImpactBasisPointsPerMillion = 50m,
            MaxFills = 1,
            StartBalances = [new Money(100_000m, Asset.Usdt)],
        });
        await world.SubmitAsync("buy", 1m);
        Assert.Equal(50_056.27m, Assert.Single(await world.FillsAsync("buy")).Price.Value);
        await world.SubmitAsync("sell", 0.5m, OrderSide.Sell);
        // Best 49,950; 24,975 of notional move the average by 0.0000624375, to 49,946.88...; on the tick, downwards.
        Assert.Equal(49_946.88m, Assert.Single(await world.FillsAsync("sell")).Price.Value);
    }

    [Fact]
    public async Task Buy_OfABigSize_FillsInPartsThatAddUp()
    {
        var world = new PaperWorld(new PaperExchangeOptions { StartBalances = [new Money(1_000_000m, Asset.Usdt)] });
        await world.SubmitAsync("big", 2.345678m);
        var fills = await world.FillsAsync("big");
        Assert.Equal(5, fills.Count);
        Assert.Equal(2.345678m, fills.Sum(fill => fill.Quantity.Amount));
        Assert.All(fills, fill => Assert.Equal(0m, fill.Quantity.Amount % 0.000001m));
        Assert.All(fills, fill => Assert.Equal(0m, fill.Price.Value % 0.01m));
        Assert.Equal(fills.Select(fill => fill.Price.Value).Order(), fills.Select(fill => fill.Price.Value));
        Assert.Equal(5, fills.Select(fill => fill.ExecutionId).Distinct().Count());
        Assert.Equal(1_000_000m - fills.Sum(fill => fill.Notional.Amount), await world.BalanceAsync("USDT"));
    }

    [Fact]
    public async Task Buy_BeyondTheBook_EndsPartlyFilledAndCancelled()
    {
        // 500 points per million reach the threshold of 1 % after 200,000 of notional: a little under 4 BTC at 50,005.
        var world = new PaperWorld(new PaperExchangeOptions
        {
            ImpactBasisPointsPerMillion = 500m,
            StartBalances = [new Money(1_000_000m, Asset.Usdt)],
        });
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("deep", 10m));
        var order = (await world.FindAsync("deep"))!;
        Assert.Equal(OrderStatus.PartiallyFilledCanceled, order.Status);
        Assert.Equal("EC_NoImmediateQtyToFill", order.RejectReason);
        Assert.Equal(3.9996m, order.Filled.Amount, 4);
        Assert.All(await world.FillsAsync("deep"), fill => Assert.InRange(fill.Price.Value, 50_005m, 50_505.06m));
        Assert.Equal(1, world.Exchange.Statistics.PartlyFilled);
    }

    [Fact]
    public async Task Submit_OfAKnownClientId_IsAcceptedWithoutAnIdAndChangesNothing()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        await world.SubmitAsync("once", 0.1m);
        var balance = await world.BalanceAsync("USDT");
        // Even with another size, and though the balance would no longer do: the id decides.
        Assert.Null(Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("once", 0.19m)).OrderId);
        Assert.Equal(balance, await world.BalanceAsync("USDT"));
        Assert.Equal(0.1m, (await world.FindAsync("once"))!.Quantity.Amount);
        Assert.Equal((1, 1, 0, 1), Counts(world));
    }

    [Theory]
    [InlineData(0.21, OrderSide.Buy, "170131")] // costs 10,500 of 10,000 USDT
    [InlineData(0.01, OrderSide.Sell, "170131")] // has no BTC
    [InlineData(0.00009, OrderSide.Buy, "170140")] // worth 4.50 USDT
    [InlineData(0.0100001, OrderSide.Buy, "170137")]
    [InlineData(42, OrderSide.Buy, "170135")]
    [InlineData(0, OrderSide.Buy, "170136")]
    public async Task Submit_AgainstARule_IsRejectedWithBybitsCode(double size, OrderSide side, string code)
    {
        var world = new PaperWorld(PaperWorld.Flat);
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(await world.SubmitAsync("bad", (decimal)size, side)).Code);
        Assert.Null(await world.FindAsync("bad"));
        Assert.Empty(await world.FillsAsync("bad"));
        Assert.Equal(10_000m, await world.BalanceAsync("USDT"));
        Assert.Equal((1, 0, 1, 0), Counts(world));
    }

    [Fact]
    public async Task Submit_RejectedOnce_MayBeAcceptedLaterUnderTheSameId()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        Assert.IsType<SubmitOutcome.Rejected>(await world.SubmitAsync("later", 0.3m));
        Assert.True(await world.Exchange.DepositAsync("pay-in", new Money(10_000m, Asset.Usdt), default));
        Assert.False(await world.Exchange.DepositAsync("pay-in", new Money(10_000m, Asset.Usdt), default));
        Assert.NotNull(Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("later", 0.3m)).OrderId);
        Assert.Equal(5_000m, await world.BalanceAsync("USDT"));
        Assert.Equal((1, 1, 0, 0), Counts(world));
    }

    [Fact]
    public async Task UnknownPair_IsRefusedByAllItConcerns()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        var doge = Pair.Parse("DOGEUSDT");
        Assert.Equal("170121", Assert.IsType<SubmitOutcome.Rejected>(await world.SubmitAsync("a", 1m, pair: doge)).Code);
        await Assert.ThrowsAsync<UnknownInstrumentException>(() => world.Exchange.GetInstrumentAsync(doge, default));
        Assert.Equal(0.00001m, (await world.Exchange.GetInstrumentAsync(PaperWorld.Eth, default)).BasePrecision);
    }

    [Fact]
    public async Task Submit_WithoutAPrice_IsUnknownAndMayBeRepeated()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        world.Prices.Remove(PaperWorld.Btc);
        Assert.IsType<SubmitOutcome.Unknown>(await world.SubmitAsync("wait", 0.01m));
        Assert.Null(await world.FindAsync("wait"));
        world.Prices[PaperWorld.Btc] = 40_000m;
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("wait", 0.01m));
    }

    [Fact]
    public async Task Find_WithTheWrongPair_SeesNothing()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        await world.SubmitAsync("a", 0.01m);
        Assert.Null(await world.FindAsync("a", PaperWorld.Eth));
        Assert.Empty(await world.FillsAsync("a", PaperWorld.Eth));
    }

    [Fact]
    public async Task NewOrder_WithVisibilityDelay_ShowsOnlyAfterIt()
    {
        var world = new PaperWorld(PaperWorld.Flat with { VisibilityDelay = TimeSpan.FromSeconds(3) });
        await world.SubmitAsync("a", 0.01m);
        Assert.Null(await world.FindAsync("a"));
        Assert.Empty(await world.FillsAsync("a"));
        Assert.Null(Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("a", 0.01m)).OrderId);
        world.Now += TimeSpan.FromSeconds(3);
        Assert.NotNull(await world.FindAsync("a"));
        Assert.Single(await world.FillsAsync("a"));
    }

    [Fact]
    public async Task QuoteCoinSize_BuysForTheAmountAndNotMore()
    {
        var world = new PaperWorld(new PaperExchangeOptions { StartBalances = [new Money(500_000m, Asset.Usdt)] });
        foreach (var amount in (decimal[])[5m, 99.99m, 1_234.56m, 300_000m])
        {
            var id = new ClientOrderId($"quote-{amount:0}");
            var order = new PaperOrder(id, PaperWorld.Btc, OrderSide.Buy, amount, MarketUnit.QuoteCoin);
            Assert.IsType<SubmitOutcome.Accepted>(await world.Exchange.SubmitAsync(order, default));
            var cost = (await world.Exchange.GetFillsAsync(PaperWorld.Btc, id, default)).Sum(fill => fill.Notional.Amount);
            Assert.InRange(cost, amount - 0.2m, amount);
        }
        var small = new PaperOrder(new ClientOrderId("s"), PaperWorld.Btc, OrderSide.Buy, 4.99m, MarketUnit.QuoteCoin);
        Assert.Equal("170140", Assert.IsType<SubmitOutcome.Rejected>(await world.Exchange.SubmitAsync(small, default)).Code);
    }

    [Fact]
    public async Task Fills_OfOneClientId_AreTheSameOnEveryExchange()
    {
        var options = new PaperExchangeOptions { StartBalances = [new Money(1_000_000m, Asset.Usdt)] };
        var (first, second) = (new PaperWorld(options), new PaperWorld(options));
        await second.SubmitAsync("another-before", 1m);
        await first.SubmitAsync("same", 3m);
        await second.SubmitAsync("same", 3m);
        Assert.Equal(await first.FillsAsync("same"), await second.FillsAsync("same"));
    }

    [Fact]
    public async Task Submits_OfOneIdInParallel_MakeOneOrder()
    {
        var world = new PaperWorld(PaperWorld.Flat);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => world.SubmitAsync("same", 0.1m))));
        Assert.Single(outcomes.OfType<SubmitOutcome.Accepted>(), accepted => accepted.OrderId is not null);
        Assert.Equal(5_000m, await world.BalanceAsync("USDT"));
    }

    [Fact]
    public async Task TwoExchanges_OnOneStore_ShareOneBalanceAndOneSetOfIds()
    {
        var one = new PaperWorld(PaperWorld.Flat);
        var two = new PaperWorld(PaperWorld.Flat, one.Store);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => (i % 2 == 0 ? one : two).SubmitAsync($"order-{i / 2}", 0.002m))));
        Assert.Equal(5_000m, await one.BalanceAsync("USDT"));
        Assert.Equal(50, one.Exchange.Statistics.Filled + two.Exchange.Statistics.Filled);
        Assert.Equal(50, one.Exchange.Statistics.DuplicatesRefused + two.Exchange.Statistics.DuplicatesRefused);
    }

    [Fact]
    public async Task Account_AfterARestart_GoesOnWhereItWas()
    {
        var before = new PaperWorld(PaperWorld.Flat);
        await before.SubmitAsync("a", 0.01m);
        var after = new PaperWorld(PaperWorld.Flat with { StartBalances = [new Money(77m, Asset.Usdt)] }, before.Store);
        Assert.Equal(9_500m, await after.BalanceAsync("USDT"));
        Assert.Equal(await before.FindAsync("a"), await after.FindAsync("a"));
        Assert.Equal(await before.FillsAsync("a"), await after.FillsAsync("a"));
        Assert.Null(Assert.IsType<SubmitOutcome.Accepted>(await after.SubmitAsync("a", 0.01m)).OrderId);
        var listed = new List<string>();
        await foreach (var order in after.Exchange.ListOrdersAsync(default))
            listed.Add(order.ClientId.Value);
        Assert.Equal(["a"], listed);
    }

    static (long, long, long, long) Counts(PaperWorld world)
    {
        var counts = world.Exchange.Statistics;
        Assert.Equal(0, counts.Duplicates);
        return (counts.Submitted, counts.Filled, counts.Rejected, counts.DuplicatesRefused);
    }
}
