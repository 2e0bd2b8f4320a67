using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Paper;

public sealed class PaperPerpetualsTests
{
    static readonly DateTimeOffset Eight = new(2024, 1, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Order_OpenedAndClosed_LeavesProfitLessFeesInTheWallet()
    {
        var world = new ContractWorld();
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("open", 0.1m, OrderSide.Sell));
        var position = (await world.PositionAsync())!;
        Assert.Equal((-0.1m, 50_000m), (position.Size, position.Entry.Value));
        // 0.1 × 50,000 × 0.055 % = 2.75
        Assert.Equal(9_997.25m, await world.WalletAsync());

        world.Hour(50_000m, 50_000m, 49_000m, 49_000m);
        await world.SubmitAsync("close", 0.1m, OrderSide.Buy, reduceOnly: true);
        Assert.Null(await world.PositionAsync());
        // 0.1 × 1,000 = 100 profit, 0.1 × 49,000 × 0.055 % = 2.695
        Assert.Equal(10_094.555m, await world.WalletAsync());
        var log = await world.LogAsync();
        Assert.Equal([-2.75m, 97.305m], log.Select(line => line.Change.Amount));
        Assert.Equal([0m, 100m], log.Select(line => line.CashFlow.Amount));
    }

    [Theory]
    [InlineData(OrderSide.Buy, 0.0001, -0.5)]
    [InlineData(OrderSide.Sell, 0.0001, 0.5)]
    [InlineData(OrderSide.Buy, -0.0001, 0.5)]
    [InlineData(OrderSide.Sell, -0.0001, -0.5)]
    public async Task Settlement_ByDirectionAndSignOfTheRate_PaysTheRightSide(OrderSide side, double rate, double paid)
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, side);
        world.Settle(Eight, (decimal)rate);
        var settlement = (await world.LogAsync()).Single(line => line.Kind == TransactionKind.Settlement);
        Assert.Equal(((decimal)paid, Eight), (settlement.Funding.Amount, settlement.Time));
        Assert.Equal(9_997.25m + (decimal)paid, await world.WalletAsync());
    }

    [Fact]
    public async Task Settlement_HoweverOftenAndWhereverItIsLookedAt_IsPaidOnce()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, OrderSide.Sell);
        world.Settle(Eight, 0.0001m);
        await world.LogAsync();
        world.Open();
        Assert.Equal(9_997.75m, await world.WalletAsync());
        await world.LogAsync();
        Assert.Equal(2, (await world.LogAsync()).Count);
        Assert.Equal(9_997.75m, await world.WalletAsync());
    }

    [Fact]
    public async Task Position_OpenedAfterASettlement_IsNotSettledForIt()
    {
        var world = new ContractWorld();
        world.Settle(Eight, 0.0001m);
        await world.SubmitAsync("open", 0.1m, OrderSide.Sell);
        Assert.DoesNotContain(await world.LogAsync(), line => line.Kind == TransactionKind.Settlement);
    }

    [Theory]
    [InlineData(50_000, 48_500, 49_000, "an hour that reaches it")]
    [InlineData(48_000, 47_000, 48_000, "an hour that opens below it")]
    public async Task Stop_ReachedWithinABar_FillsAtTheTriggerOrAtTheOpenBelowIt(int open, int low, int filledAt, string because)
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, OrderSide.Buy);
        await world.StopAsync("stop", 0.1m, 49_000m);
        world.Hour(open, Math.Max(50_000, open), low, 49_500m);
        var stop = (await world.StopAsync("stop"))!;
        Assert.Equal(StopStatus.Filled, stop.Status);
        Assert.Null(await world.PositionAsync());
        var fill = (await world.Contracts.GetFillsAsync(ContractWorld.Btc, stop.ClientId, default)).Single();
        Assert.True(fill.Price.Value == filledAt, because);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 1, 0, 0, TimeSpan.Zero), fill.Time);
    }

    [Fact]
    public async Task Stop_WithSlippage_FillsWorseThanItsTrigger()
    {
        var world = new ContractWorld(new PaperExchangeOptions());
        await world.SubmitAsync("open", 0.1m, OrderSide.Sell);
        await world.StopAsync("stop", 0.1m, 51_000m, OrderSide.Buy);
        world.Hour(50_000m, 52_000m, 50_000m, 51_000m);
        var fill = (await world.Contracts.GetFillsAsync(ContractWorld.Btc, new ClientOrderId("stop"), default))[0];
        // 51,000 × 1.0005 × 1.0001, up to the tick of 0.10, then the impact.
        Assert.True(fill.Price.Value >= 51_030.7m, fill.Price.ToString());
    }

    [Fact]
    public async Task Stop_BeforeItsBarHasClosed_Waits()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, OrderSide.Buy);
        await world.StopAsync("stop", 0.1m, 49_000m);
        world.Hour(50_000m, 50_000m, 48_000m, 48_000m);
        world.Now = world.Now.AddMinutes(-6);
        Assert.Equal(StopStatus.Untriggered, (await world.StopAsync("stop"))!.Status);
        world.Now = world.Now.AddMinutes(6);
        Assert.Equal(StopStatus.Filled, (await world.StopAsync("stop"))!.Status);
    }

    [Fact]
    public async Task Stop_AmendedAndCancelled_IsAsLastSaid()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, OrderSide.Buy);
        await world.StopAsync("stop", 0.1m, 49_000m);
        Assert.IsType<SubmitOutcome.Accepted>(await world.StopAsync("stop", 0.1m, 48_000m));
        Assert.Equal(49_000m, (await world.StopAsync("stop"))!.Order.Trigger.Value);
        Assert.IsType<SubmitOutcome.Accepted>(
            await world.Contracts.AmendAsync(ContractWorld.Stop("stop", 0.05m, 49_500m), default));
        Assert.Equal(49_500m, (await world.Contracts.ListOpenAsync(ContractWorld.Btc, default)).Single().Order.Trigger.Value);
        for (var i = 0; i < 2; i++)
            Assert.IsType<SubmitOutcome.Accepted>(
                await world.Contracts.CancelAsync(ContractWorld.Btc, new ClientOrderId("stop"), default));
        Assert.Equal(StopStatus.Gone, (await world.StopAsync("stop"))!.Status);
        Assert.Empty(await world.Contracts.ListOpenAsync(ContractWorld.Btc, default));
        Assert.IsType<SubmitOutcome.Unknown>(
            await world.Contracts.AmendAsync(ContractWorld.Stop("stop", 0.05m, 49_000m), default));
    }

    [Theory]
    [InlineData(OrderSide.Sell, 50_000, "110093")]
    [InlineData(OrderSide.Buy, 50_000, "110092")]
    [InlineData(OrderSide.Sell, 49_000.05, "10001")]
    public async Task Stop_OnTheWrongSideOrOffTheTick_IsRejected(OrderSide side, double trigger, string code) =>
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(
            await new ContractWorld().StopAsync("stop", 0.1m, (decimal)trigger, side)).Code);

    [Fact]
    public async Task Stop_SetOffWithNothingToClose_IsGone()
    {
        var world = new ContractWorld();
        await world.StopAsync("stop", 0.1m, 49_000m);
        world.Hour(50_000m, 50_000m, 48_000m, 48_000m);
        Assert.Equal(StopStatus.Gone, (await world.StopAsync("stop"))!.Status);
        Assert.Null(await world.PositionAsync());
    }

    [Fact]
    public async Task ReduceOnly_LargerThanThePosition_ClosesItAndNoMore()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("open", 0.1m, OrderSide.Buy);
        await world.SubmitAsync("close", 0.3m, OrderSide.Sell, reduceOnly: true);
        Assert.Null(await world.PositionAsync());
        var order = (await world.Contracts.FindOrderAsync(ContractWorld.Btc, new ClientOrderId("close"), default))!;
        Assert.Equal((OrderStatus.PartiallyFilledCanceled, 0.1m), (order.Status, order.Filled.Amount));
        Assert.Equal("110017", Assert.IsType<SubmitOutcome.Rejected>(
            await world.SubmitAsync("again", 0.1m, OrderSide.Sell, reduceOnly: true)).Code);
    }

    [Theory]
    [InlineData(0.1, PositionIndex.HedgeLong, "10001")]
    [InlineData(0.1, PositionIndex.HedgeShort, "10001")]
    [InlineData(0.0005, PositionIndex.OneWay, "10001")]
    [InlineData(101, PositionIndex.OneWay, "10001")]
    [InlineData(10, PositionIndex.OneWay, "110007")]
    public async Task Order_OutsideTheRules_IsRejectedWithItsCode(double size, PositionIndex index, string code) =>
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(
            await new ContractWorld().SubmitAsync("a", (decimal)size, OrderSide.Buy, index: index)).Code);

    [Fact]
    public async Task Order_BelowTheLeastNotional_IsRejected()
    {
        var world = new ContractWorld { Price = 4_000m };
        Assert.Equal("110094", Assert.IsType<SubmitOutcome.Rejected>(await world.SubmitAsync("a", 0.001m, OrderSide.Buy)).Code);

        // Making a position smaller is exempt.
        await world.SubmitAsync("b", 0.002m, OrderSide.Buy);
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("c", 0.001m, OrderSide.Sell, reduceOnly: true));
    }

    [Fact]
    public async Task Order_AcrossThePosition_ClosesItAndOpensTheRest()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("long", 0.1m, OrderSide.Buy);
        world.Hour(50_000m, 51_000m, 50_000m, 51_000m);
        await world.SubmitAsync("turn", 0.3m, OrderSide.Sell);
        var position = (await world.PositionAsync())!;
        Assert.Equal((-0.2m, 51_000m), (position.Size, position.Entry.Value));
        Assert.Equal(100m, (await world.LogAsync()).Sum(line => line.CashFlow.Amount));
    }

    [Fact]
    public async Task Position_WhoseMarginIsGone_IsLiquidatedAndLosesNoMoreThanTheWallet()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("long", 1.9m, OrderSide.Buy);
        var position = (await world.PositionAsync())!;
        // (1.9 × 50,000 − wallet) / (1.9 × 0.995), the wallet being 10,000 − 52.25
        var expected = (1.9m * 50_000m - 9_947.75m) / (1.9m * 0.995m);
        Assert.Equal(expected, position.Liquidation!.Value.Value, 10);
        world.Hour(50_000m, 50_000m, 44_000m, 46_000m);
        Assert.Null(await world.PositionAsync());
        Assert.Equal(TransactionKind.Liquidation, (await world.LogAsync())[^1].Kind);
        Assert.InRange((await world.Contracts.GetMarginAsync(default)).WalletBalance.Amount, 0m, 0.2m);
    }

    [Fact]
    public async Task Stop_AboveTheLiquidationPrice_SavesThePosition()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("long", 1.9m, OrderSide.Buy);
        await world.StopAsync("stop", 1.9m, 49_000m);
        world.Hour(50_000m, 50_000m, 30_000m, 46_000m);
        Assert.Equal(TransactionKind.Trade, (await world.LogAsync())[^1].Kind);
        Assert.Null(await world.PositionAsync());
    }

    [Fact]
    public async Task Margin_BoundByAPosition_CannotBeSpentOnSpot()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("long", 1m, OrderSide.Buy);
        var margin = await world.Contracts.GetMarginAsync(default);
        Assert.Equal((5_000m, 250m, 4_972.5m), (margin.InitialMargin.Amount, margin.MaintenanceMargin.Amount, margin.Available.Amount));
        Assert.Equal("170131", Assert.IsType<SubmitOutcome.Rejected>(
            await world.Exchange.SubmitAsync(PaperWorld.Order("spot", 0.1m), default)).Code);
        Assert.IsType<SubmitOutcome.Accepted>(await world.Exchange.SubmitAsync(PaperWorld.Order("spot2", 0.09m), default));
    }

    [Fact]
    public async Task Deleverage_OnceForEachReference_ReducesAtTheMarkWithoutAFee()
    {
        var world = new ContractWorld();
        await world.SubmitAsync("short", 0.1m, OrderSide.Sell);
        for (var i = 0; i < 2; i++)
            await world.Contracts.DeleverageAsync("1", ContractWorld.Btc, new Quantity(0.04m, ContractWorld.Btc.Base), default);
        Assert.Equal(-0.06m, (await world.PositionAsync())!.Size);
        var line = (await world.LogAsync())[^1];
        Assert.Equal((TransactionKind.Deleverage, 0m, null), (line.Kind, line.Change.Amount, line.ClientId));
    }

    [Fact]
    public async Task OrderWithoutAFill_AfterADay_IsForgotten()
    {
        var world = new ContractWorld();
        await world.StopAsync("stop", 0.1m, 49_000m);
        await world.Contracts.CancelAsync(ContractWorld.Btc, new ClientOrderId("stop"), default);
        world.Now += TimeSpan.FromHours(23.9);
        Assert.NotNull(await world.StopAsync("stop"));
        world.Now += TimeSpan.FromHours(0.1);
        Assert.Null(await world.StopAsync("stop"));
        // Forgotten by the queries, but not by the check of ids.
        await world.StopAsync("stop", 0.1m, 49_000m);
        Assert.Empty(await world.Contracts.ListOpenAsync(ContractWorld.Btc, default));
    }

    [Fact]
    public async Task RateLimit_Exceeded_Answers10006AndSaysWhenItEnds()
    {
        var world = new ContractWorld(ContractWorld.Flat with { RateLimits = PaperRateLimits.Bybit });
        for (var i = 0; i < 10; i++)
            Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync($"a{i}", 0.001m, OrderSide.Buy));
        Assert.Equal(
            new PaperRateLimitHeaders(10, 0, world.Now, Exceeded: false), world.Exchange.LastRateLimit);
        var unknown = Assert.IsType<SubmitOutcome.Unknown>(await world.SubmitAsync("a10", 0.001m, OrderSide.Buy));
        Assert.StartsWith("10006", unknown.Reason, StringComparison.Ordinal);
        Assert.Equal(
            new PaperRateLimitHeaders(10, 0, world.Now.AddSeconds(1), Exceeded: true), world.Exchange.LastRateLimit);
        world.Now = world.Now.AddSeconds(1);
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("a10", 0.001m, OrderSide.Buy));
    }

    [Fact]
    public async Task Faults_OfOneEndpoint_LeaveTheOthersAlone()
    {
        var faults = new PaperFaults { ByEndpoint = new Dictionary<PaperEndpoint, double> { [PaperEndpoint.GetPositions] = 1.0 } };
        var world = new ContractWorld(ContractWorld.Flat with { Faults = faults });
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("a", 0.1m, OrderSide.Buy));
        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => world.Contracts.GetPositionsAsync(default));
        Assert.Single(await world.LogAsync());
    }
}
