using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Exchange;

/// <summary>
/// What every implementation of stops, positions and the transaction log owes its callers. A further implementation derives from
/// this and gives a way to open an account with money.
/// </summary>
public abstract class StopsContract
{
    static readonly Pair btc = Pair.Parse("BTCUSDT");
    static readonly ClientOrderId stopId = new("stop-1");

    /// <summary>An account that can buy and sell 0.02 BTC of contracts.</summary>
    protected abstract Task<ContractAccount> OpenAsync();

    [Fact]
    public async Task Place_SentTwiceUnderOneId_IsOneStop()
    {
        var account = await OpenAsync();
        Assert.NotNull(Assert.IsType<SubmitOutcome.Accepted>(await account.Stops.PlaceAsync(Stop(45_000m), default)).OrderId);
        Assert.Null(Assert.IsType<SubmitOutcome.Accepted>(await account.Stops.PlaceAsync(Stop(44_000m), default)).OrderId);
        var standing = Assert.Single(await account.Stops.ListOpenAsync(btc, default));
        Assert.Equal((stopId, 45_000m, StopStatus.Untriggered), (standing.ClientId, standing.Order.Trigger.Value, standing.Status));
        Assert.Equal(standing, await account.Stops.FindStopAsync(btc, stopId, default));
    }

    [Theory]
    [InlineData(OrderSide.Sell, 55_000, "110093")]
    [InlineData(OrderSide.Buy, 45_000, "110092")]
    public async Task Place_OnTheWrongSideOfThePrice_IsRejected(OrderSide side, int trigger, string code)
    {
        var account = await OpenAsync();
        var outcome = await account.Stops.PlaceAsync(Stop(trigger, side: side), default);
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(outcome).Code);
        Assert.Empty(await account.Stops.ListOpenAsync(btc, default));
    }

    [Fact]
    public async Task Amend_OfAStandingStop_MovesItAndOfNoneIsUnknown()
    {
        var account = await OpenAsync();
        Assert.IsType<SubmitOutcome.Unknown>(await account.Stops.AmendAsync(Stop(46_000m), default));
        await account.Stops.PlaceAsync(Stop(45_000m), default);
        Assert.IsType<SubmitOutcome.Accepted>(await account.Stops.AmendAsync(Stop(46_000m, 0.01m), default));
        var moved = (await account.Stops.FindStopAsync(btc, stopId, default))!.Order;
        Assert.Equal((46_000m, 0.01m), (moved.Trigger.Value, moved.Quantity.Amount));
    }

    [Fact]
    public async Task Cancel_SentTwice_TakesTheStopAwayOnce()
    {
        var account = await OpenAsync();
        await account.Stops.PlaceAsync(Stop(45_000m), default);
        for (var i = 0; i < 2; i++)
            Assert.IsType<SubmitOutcome.Accepted>(await account.Stops.CancelAsync(btc, stopId, default));
        Assert.Empty(await account.Stops.ListOpenAsync(btc, default));
        Assert.Equal(StopStatus.Gone, (await account.Stops.FindStopAsync(btc, stopId, default))!.Status);
        Assert.IsType<SubmitOutcome.Unknown>(await account.Stops.CancelAsync(btc, new ClientOrderId("never-placed"), default));
    }

    [Fact]
    public async Task Stop_OnceSetOff_ClosesThePositionAndTheLogAddsUp()
    {
        var account = await OpenAsync();
        var before = (await account.Positions.GetMarginAsync(default)).WalletBalance;
        var begun = account.Now();
        await account.Perpetuals.SubmitAsync(
            new OrderRequest(new ClientOrderId("long-1"), btc, OrderSide.Buy, new Quantity(0.02m, btc.Base))
            {
                Category = OrderCategory.Linear,
            },
            default);
        var position = Assert.Single(await account.Positions.GetPositionsAsync(default));
        Assert.Equal((btc, 0.02m, true, 50_000m), (position.Pair, position.Size, position.IsLong, position.Entry.Value));
        await account.Stops.PlaceAsync(Stop(45_000m), default);

        account.Move(44_000m);

        Assert.Equal(StopStatus.Filled, (await account.Stops.FindStopAsync(btc, stopId, default))!.Status);
        Assert.Empty(await account.Positions.GetPositionsAsync(default));
        var lines = await account.Log.ListAsync(begun.AddDays(-20), account.Now().AddMinutes(1), default);
        Assert.Equal(lines.Count, lines.DistinctBy(line => line.Id).Count());
        Assert.Equal(lines.OrderBy(line => line.Time), lines);
        Assert.Equal(0m, lines.Sum(line => line.PositionChange));
        var after = (await account.Positions.GetMarginAsync(default)).WalletBalance;
        Assert.True(after.Amount < before.Amount - 90m);
        Assert.Equal(after - before, lines.Aggregate(Money.Zero(btc.Quote), (sum, line) => sum + line.Change));
        foreach (var id in (ClientOrderId[])[new("long-1"), stopId])
            Assert.Equal(
                (await account.Perpetuals.GetFillsAsync(btc, id, default)).Select(fill => fill.ExecutionId).Order(),
                lines.Where(line => line.ClientId == id).Select(line => line.ExecutionId!).Order());
    }

    static StopOrder Stop(decimal trigger, decimal size = 0.02m, OrderSide side = OrderSide.Sell) =>
        new(stopId, btc, side, new Quantity(size, btc.Base), new Price(trigger, btc));
}
