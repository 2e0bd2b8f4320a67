using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.OnAzure.Bybit;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What the venue does not show by itself, or shows in a way that this system did not cause.</summary>
public sealed class BybitOldOrdersTests(BybitStandIn venue) : BybitTests(venue)
{
    [Theory]
    [InlineData(OrderCategory.Spot)]
    [InlineData(OrderCategory.Linear)]
    public async Task FindOrder_SentLongAgo_IsFoundByWhenItWasSent(OrderCategory category)
    {
        var account = Venue.Open();
        var orders = Orders(account, category);
        var sentAt = Venue.Now;
        await orders.SubmitAsync(Order("old", category), default);
        account.Age(TimeSpan.FromDays(40));
        sentAt -= TimeSpan.FromDays(40);
        var id = new ClientOrderId("old");

        // Without a time the venue looks back a week: absence there proves nothing.
        Assert.Null(await orders.FindOrderAsync(Btc, id, default));
        Assert.Equal(0.01m, (await orders.FindOrderAsync(Btc, id, sentAt, default))!.Filled.Amount);
        Assert.Equal(0.01m, (await orders.GetFillsAsync(Btc, id, sentAt, default)).Sum(fill => fill.Quantity.Amount));

        // Its row is forgotten too; executions are kept for two years.
        account.ForgetOrder("old");
        Assert.Equal(0.01m, (await orders.FindOrderAsync(Btc, id, sentAt, default))!.Filled.Amount);
        Assert.Equal(0.01m, (await orders.GetFillsAsync(Btc, id, sentAt, default)).Sum(fill => fill.Quantity.Amount));
    }

    [Theory]
    [InlineData("Cancelled")]
    [InlineData("Rejected")]
    public async Task FindOrder_WhoseRowStatesNoFillButExecutionsDo_IsFilledInPart(string status)
    {
        var account = Venue.Open();
        var orders = Orders(account, OrderCategory.Spot);
        await orders.SubmitAsync(Order("a", OrderCategory.Spot), default);
        account.End("a", status, 0m, showsExecutions: true);
        var seen = (await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default))!;
        Assert.Equal((OrderStatus.PartiallyFilledCanceled, 0.01m), (seen.Status, seen.Filled.Amount));
    }

    [Theory]
    [InlineData("Filled", 0.01, StopStatus.Filled)]
    [InlineData("Cancelled", 0.01, StopStatus.Filled)]
    [InlineData("Cancelled", 0.004, StopStatus.Gone)]
    [InlineData("Deactivated", 0, StopStatus.Gone)]
    public async Task Stop_ThatWasNotFilledWholly_ProtectsNoMore(string status, double filled, StopStatus expected)
    {
        var account = Venue.Open();
        var access = Venue.Connect(account);
        var stops = new BybitStops(access);
        await new BybitPerpetuals(access).SubmitAsync(Order("a", OrderCategory.Linear), default);
        await stops.PlaceAsync(
            new StopOrder(new ClientOrderId("s"), Btc, OrderSide.Sell, new Quantity(0.01m, Btc.Base), new Price(45_000m, Btc)), default);
        account.End("s", status, (decimal)filled);
        Assert.Equal(expected, (await stops.FindStopAsync(Btc, new ClientOrderId("s"), default))!.Status);
    }

    [Theory]
    [InlineData("spread-combination-0123456789-0123456789-012345")]
    [InlineData("by the web site: #7")]
    public async Task Log_WithALineOfAnOrderNamedByOthers_IsReadAndTheLineIsNobodys(string link)
    {
        var account = Venue.Open();
        var access = Venue.Connect(account);
        account.Log(("id", "x"), ("tradeId", "t"), ("type", "TRADE"), ("symbol", "BTCUSDT"), ("category", "linear"), ("side", "Buy"),
            ("qty", 0.01m), ("tradePrice", 50_000m), ("cashFlow", 0m), ("funding", null), ("fee", 0.1m), ("change", -0.1m),
            ("transactionTime", Venue.Now), ("orderLinkId", link));
        var line = Assert.Single(await new BybitTransactions(access).ListAsync(Venue.Now.AddHours(-1), Venue.Now, default));
        Assert.Null(line.ClientId);
    }

    [Fact]
    public async Task Positions_WithADatedContractOfAPerson_ShowThePerpetuals()
    {
        var account = Venue.Open();
        (account.Positions["BTCUSDT"], account.Positions["BTCUSDT-25DEC26"]) = ((0.01m, 50_000m), (1m, 50_000m));
        account.Prices["BTCUSDT-25DEC26"] = 50_000m;
        var position = Assert.Single(await new BybitPositions(Venue.Connect(account)).GetPositionsAsync(default));
        Assert.Equal("BTCUSDT", position.Pair.Symbol);
    }

    IOrders Orders(StandInAccount account, OrderCategory category) => category == OrderCategory.Spot
        ? new BybitExchange(Venue.Connect(account))
        : new BybitPerpetuals(Venue.Connect(account));
}
