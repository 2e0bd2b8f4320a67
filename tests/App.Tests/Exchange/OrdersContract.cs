using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Exchange;

/// <summary>
/// What every implementation of <see cref="IOrders"/> owes its callers. A further implementation derives from this and gives
/// a way to open an account with money, to lose an answer, and to keep new orders out of sight.
/// </summary>
public abstract class OrdersContract
{
    protected static readonly Pair Btc = Pair.Parse("BTCUSDT");

    /// <summary>An account that can buy 0.01 BTC, without trouble.</summary>
    protected abstract Task<IOrders> OpenAsync();

    /// <summary>The same, but the answer to the first submit is lost although the order was taken.</summary>
    protected abstract Task<IOrders> OpenLosingAnAnswerAsync();

    /// <summary>The same, but the first submit does not arrive.</summary>
    protected abstract Task<IOrders> OpenLosingARequestAsync();

    /// <summary>The same, but a new order is not shown to the first look-up, and the way to let it show.</summary>
    protected abstract Task<(IOrders Orders, Action Show)> OpenHidingAsync();

    /// <summary>An order of 0.01 BTC.</summary>
    protected abstract OrderRequest Order(string id, OrderSide side = OrderSide.Buy);

    [Fact]
    public async Task Submit_SentTwiceUnderOneId_IsOneOrder()
    {
        var orders = await OpenAsync();
        Assert.NotNull(Assert.IsType<SubmitOutcome.Accepted>(await orders.SubmitAsync(Order("a"), default)).OrderId);
        Assert.Null(Assert.IsType<SubmitOutcome.Accepted>(await orders.SubmitAsync(Order("a"), default)).OrderId);
        Assert.Equal(0.01m, (await orders.GetFillsAsync(Btc, new ClientOrderId("a"), default)).Sum(fill => fill.Quantity.Amount));
    }

    [Fact]
    public async Task Submit_AtOnceFromMany_IsOneOrder()
    {
        var orders = await OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => orders.SubmitAsync(Order("a"), default)));
        Assert.All(outcomes, outcome => Assert.IsType<SubmitOutcome.Accepted>(outcome));
        Assert.Single(outcomes, outcome => outcome is SubmitOutcome.Accepted { OrderId: not null });
        Assert.Equal(0.01m, (await orders.GetFillsAsync(Btc, new ClientOrderId("a"), default)).Sum(fill => fill.Quantity.Amount));
    }

    [Fact]
    public async Task Submit_WhoseAnswerIsLost_IsUnknownAndTheOrderIsFound()
    {
        var orders = await OpenLosingAnAnswerAsync();
        Assert.IsType<SubmitOutcome.Unknown>(await orders.SubmitAsync(Order("a"), default));
        var found = (await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default))!;
        Assert.Equal((OrderStatus.Filled, 0.01m), (found.Status, found.Filled.Amount));
        Assert.IsType<SubmitOutcome.Accepted>(await orders.SubmitAsync(Order("a"), default));
        Assert.Equal(0.01m, (await orders.GetFillsAsync(Btc, new ClientOrderId("a"), default)).Sum(fill => fill.Quantity.Amount));
    }

    [Fact]
    public async Task Submit_ThatDoesNotArrive_IsUnknownAndCanBeSentAgain()
    {
        var orders = await OpenLosingARequestAsync();
        Assert.IsType<SubmitOutcome.Unknown>(await orders.SubmitAsync(Order("a"), default));
        Assert.Null(await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default));
        Assert.IsType<SubmitOutcome.Accepted>(await orders.SubmitAsync(Order("a"), default));
        Assert.NotNull(await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default));
    }

    [Fact]
    public async Task FindOrder_BeforeTheOrderShows_IsNullAndLaterFindsIt()
    {
        var (orders, show) = await OpenHidingAsync();
        Assert.IsType<SubmitOutcome.Accepted>(await orders.SubmitAsync(Order("a"), default));
        Assert.Null(await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default));
        show();
        Assert.Equal(0.01m, (await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default))!.Filled.Amount);
    }

    [Fact]
    public async Task Order_Filled_ShowsFillsThatAddUpWithIdsOfTheirOwn()
    {
        var orders = await OpenAsync();
        await orders.SubmitAsync(Order("a"), default);
        await orders.SubmitAsync(Order("b", OrderSide.Sell), default);
        var fills = new List<Fill>();
        foreach (var id in (string[])["a", "b"])
        {
            var snapshot = (await orders.FindOrderAsync(Btc, new ClientOrderId(id), default))!;
            var own = await orders.GetFillsAsync(Btc, new ClientOrderId(id), default);
            Assert.True(snapshot.IsFinal);
            Assert.Equal(snapshot.Filled.Amount, own.Sum(fill => fill.Quantity.Amount));
            Assert.All(own, fill => Assert.Equal((id, snapshot.Side), (fill.ClientId.Value, fill.Side)));
            Assert.All(own, fill => Assert.True(fill.Fee.IsPositive));
            fills.AddRange(own);
        }
        Assert.Equal(fills.Count, fills.DistinctBy(fill => fill.ExecutionId).Count());
    }

    [Fact]
    public async Task FindOrder_OfAnotherPairOrId_IsNull()
    {
        var orders = await OpenAsync();
        await orders.SubmitAsync(Order("a"), default);
        Assert.Null(await orders.FindOrderAsync(Pair.Parse("ETHUSDT"), new ClientOrderId("a"), default));
        Assert.Null(await orders.FindOrderAsync(Btc, new ClientOrderId("other"), default));
        Assert.Empty(await orders.GetFillsAsync(Btc, new ClientOrderId("other"), default));
    }

    [Fact]
    public async Task Submit_OfAnotherMarket_IsAMistakeOfTheCaller()
    {
        var orders = await OpenAsync();
        var order = Order("a");
        var other = order.Category == OrderCategory.Spot ? OrderCategory.Linear : OrderCategory.Spot;
        await Assert.ThrowsAsync<ArgumentException>(() => orders.SubmitAsync(order with { Category = other }, default));
    }
}
