using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.OnAzure.Bybit;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What is sent, byte for byte where it matters, and how documented rows are read.</summary>
public sealed class BybitReadingTests(BybitStandIn venue) : BybitTests(venue)
{
    [Fact]
    public async Task SpotOrder_AsSent_NamesItsUnitAndBorrowsNothing()
    {
        var (account, access) = Open();
        await new BybitExchange(access).SubmitAsync(Order("a", OrderCategory.Spot), default);
        var sent = account.Last("/v5/order/create");
        Assert.Equal(
            ("spot", "BTCUSDT", "Buy", "Market", "0.01", "a", "baseCoin", 0),
            ((string?)sent["category"], (string?)sent["symbol"], (string?)sent["side"], (string?)sent["orderType"], (string?)sent["qty"],
                (string?)sent["orderLinkId"], (string?)sent["marketUnit"], (int?)sent["isLeverage"]));
        Assert.Null(sent["positionIdx"]);
    }

    [Fact]
    public async Task ContractOrder_AsSent_IsOneWayAndSetsTheLeverageOnce()
    {
        var (account, access) = Open();
        var contracts = new BybitPerpetuals(access);
        await contracts.SubmitAsync(Order("a", OrderCategory.Linear), default);
        await contracts.SubmitAsync(Order("b", OrderCategory.Linear, OrderSide.Sell) with { ReduceOnly = true }, default);
        var sent = account.Last("/v5/order/create");
        Assert.Equal(("linear", 0, "true"), ((string?)sent["category"], (int?)sent["positionIdx"], sent["reduceOnly"]?.ToString()));
        Assert.Null(sent["marketUnit"]);
        Assert.Equal("10", account.Leverage["BTCUSDT"]);
        Assert.Equal((1, 1), (account.Count("/v5/position/switch-mode"), account.Count("/v5/position/set-leverage")));
    }

    [Theory]
    [InlineData(110024, false, "110024")]
    [InlineData(10005, false, "10005")]
    [InlineData(10016, true, null)]
    [InlineData(110072, true, null)]
    public async Task ContractOrder_WhosePreparationFails_IsNotSent(int code, bool unknown, string? refusal)
    {
        var (account, access) = Open();
        account.Meet("/v5/position/switch-mode", StandInFault.Code(code));
        var outcome = await new BybitPerpetuals(access).SubmitAsync(Order("a", OrderCategory.Linear), default);
        Assert.Equal(unknown, outcome is SubmitOutcome.Unknown);
        Assert.Equal(refusal, (outcome as SubmitOutcome.Rejected)?.Code);
        Assert.Equal(0, account.Count("/v5/order/create"));
    }

    [Fact]
    public async Task Stop_AsSent_ClosesOnlyAndWatchesTheMarkPrice()
    {
        var (account, access) = Open();
        await new BybitStops(access).PlaceAsync(Stop("s", OrderSide.Sell, 45_000m), default);
        var sent = account.Last("/v5/order/create");
        Assert.Equal(
            (2, "45000", "MarkPrice", "true", "true", 0),
            ((int?)sent["triggerDirection"], (string?)sent["triggerPrice"], (string?)sent["triggerBy"], sent["reduceOnly"]?.ToString(),
                sent["closeOnTrigger"]?.ToString(), (int?)sent["positionIdx"]));
        await new BybitStops(access).PlaceAsync(Stop("b", OrderSide.Buy, 55_000m), default);
        Assert.Equal(1, (int?)account.Last("/v5/order/create")["triggerDirection"]);
        await new BybitStops(access).AmendAsync(Stop("b", OrderSide.Buy, 54_000.5m), default);
        var amended = account.Last("/v5/order/amend");
        Assert.Equal(("54000.5", "0.01", "MarkPrice"),
            ((string?)amended["triggerPrice"], (string?)amended["qty"], (string?)amended["triggerBy"]));
    }

    [Fact]
    public async Task Instruments_AsDocumented_AreReadAcrossPages()
    {
        var (_, access) = Open();
        var spot = await new BybitExchange(access).GetInstrumentAsync(Btc, default);
        Assert.Equal(
            (0.01m, 0.000001m, 0.00000001m, 1m, 71.73956243m, 0.01m, 0.0006m),
            (spot.TickSize, spot.BasePrecision, spot.QuotePrecision, spot.MinOrderAmount, spot.MaxMarketQuantity, spot.PriceLimitRatio,
                spot.TakerFeeRate));
        var contract = await new BybitPerpetuals(access).GetInstrumentAsync(Btc, default);
        Assert.Equal(
            new PerpetualInstrument(Btc, 0.10m, 0.001m, 0.001m, 5m, 100m, TimeSpan.FromHours(8), 100m, 0.005m, 0.0006m), contract);
        var other = Pair.Parse("NONEUSDT");
        await Assert.ThrowsAsync<UnknownInstrumentException>(() => new BybitExchange(access).GetInstrumentAsync(other, default));
        await Assert.ThrowsAsync<UnknownInstrumentException>(() => new BybitPerpetuals(access).GetInstrumentAsync(other, default));
    }

    [Fact]
    public async Task Balances_OfTheAccount_LeaveOutWhatIsNothing()
    {
        var (account, access) = Open();
        (account.Wallet["BTC"], account.Wallet["ETH"]) = (0.5m, 0m);
        Assert.Equal(
            [new Money(0.5m, Btc.Base), new Money(10_000m, Asset.Usdt)], await new BybitExchange(access).GetBalancesAsync(default));
        account.Wallet.Clear();
        Assert.Empty(await new BybitExchange(access).GetBalancesAsync(default));
        Assert.Equal(Money.Zero(Asset.Usdt), (await new BybitPositions(access).GetMarginAsync(default)).Available);
    }

    [Fact]
    public async Task Fills_OnSeveralPages_AreReadWholeAndEachOnce()
    {
        var (account, access) = Open();
        account.PageSize = 1;
        var exchange = new BybitExchange(access);
        await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default);
        var fills = await exchange.GetFillsAsync(Btc, new ClientOrderId("a"), default);
        Assert.Equal(2, fills.Count);
        Assert.Equal(new Money(0.000005m, Btc.Base), fills[0].Fee);
    }

    // History may lag behind executions: an order with a fill exists, whatever the lists of orders say.
    [Theory]
    [InlineData(OrderCategory.Spot)]
    [InlineData(OrderCategory.Linear)]
    public async Task FindOrder_WithExecutionsOnly_FindsIt(OrderCategory category)
    {
        var (account, access) = Open();
        IOrders orders = category == OrderCategory.Spot ? new BybitExchange(access) : new BybitPerpetuals(access);
        await orders.SubmitAsync(Order("a", category), default);
        account.ForgetOrder("a");
        var found = (await orders.FindOrderAsync(Btc, new ClientOrderId("a"), default))!;
        Assert.Equal((0.01m, OrderStatus.Filled), (found.Filled.Amount, found.Status));
    }

    [Theory]
    [InlineData("Cancelled", 0.004, OrderStatus.PartiallyFilledCanceled)]
    [InlineData("Cancelled", 0, OrderStatus.Cancelled)]
    [InlineData("Deactivated", 0, OrderStatus.Cancelled)]
    [InlineData("PartiallyFilledCanceled", 0.004, OrderStatus.PartiallyFilledCanceled)]
    [InlineData("Rejected", 0, OrderStatus.Rejected)]
    [InlineData("New", 0, OrderStatus.New)]
    [InlineData("PartiallyFilled", 0.004, OrderStatus.PartiallyFilled)]
    public async Task FindOrder_OfEachStatus_SaysWhatWasFilled(string status, double filled, OrderStatus expected)
    {
        var (account, access) = Open();
        var contracts = new BybitPerpetuals(access);
        await contracts.SubmitAsync(Order("a", OrderCategory.Linear), default);
        account.End("a", status, (decimal)filled);
        var found = (await contracts.FindOrderAsync(Btc, new ClientOrderId("a"), default))!;
        Assert.Equal((expected, (decimal)filled), (found.Status, found.Filled.Amount));
    }

    [Fact]
    public async Task TransactionLog_OfThreeWeeks_IsReadInWeeksAndOldestFirst()
    {
        var (account, access) = Open();
        account.PageSize = 2;
        var begin = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var day = 0; day < 21; day++)
            account.Log(
                ("id", "same"), ("tradeId", $"t{day}"), ("type", "SETTLEMENT"), ("symbol", "BTCUSDT"), ("side", "Sell"),
                ("funding", day % 2 == 0 ? 1.5m : -0.5m), ("fee", 0m), ("cashFlow", 0m), ("qty", 0.1m), ("tradePrice", 50_000m),
                ("transactionTime", begin.AddDays(day)), ("orderLinkId", ""));
        account.Log(("type", "TRANSFER_IN"), ("symbol", ""), ("tradeId", "x"), ("transactionTime", begin.AddDays(3)));
        account.Log(("type", "TRADE"), ("symbol", "BTC-29DEC23"), ("tradeId", "y"), ("transactionTime", begin.AddDays(3)));
        var lines = await new BybitTransactions(access).ListAsync(begin, begin.AddDays(21), default);
        Assert.Equal(Enumerable.Range(0, 21).Select(day => $"same-t{day}"), lines.Select(line => line.Id));
        Assert.Equal(
            (TransactionKind.Settlement, OrderSide.Sell, 1.5m, 0m, null, null),
            (lines[0].Kind, lines[0].Side, lines[0].Change.Amount, lines[0].PositionChange, lines[0].ClientId, lines[0].ExecutionId));
        Assert.Equal(8, (await new BybitTransactions(access).ListAsync(begin.AddDays(6), begin.AddDays(13), default)).Count);
    }

    // The documentation's own three lines, of which two share an id.
    [Fact]
    public async Task TransactionLog_AsDocumented_KeepsEveryLineApart()
    {
        var (account, access) = Open();
        foreach (var row in V5Fixture.Result("GetTransactionHistory")["list"]!.AsArray().Reverse())
            account.Log(row!.AsObject().Select(field => (field.Key, (object?)field.Value!.DeepClone())));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1672121182224);
        var lines = await new BybitTransactions(access).ListAsync(at, at.AddDays(1), default);
        Assert.Equal([12m, 88m, 100m], lines.Select(line => line.Quantity.Amount));
        Assert.Equal([-0.0026028m, -0.0190872m, -0.003676m], lines.Select(line => line.Change.Amount));
        Assert.Equal(3, lines.Select(line => line.Id).Distinct().Count());
    }

    static StopOrder Stop(string id, OrderSide side, decimal trigger) =>
        new(new ClientOrderId(id), Btc, side, new Quantity(0.01m, Btc.Base), new Price(trigger, Btc));

    (StandInAccount Account, BybitAccess Access) Open()
    {
        var account = Venue.Open();
        return (account, Venue.Connect(account));
    }
}
