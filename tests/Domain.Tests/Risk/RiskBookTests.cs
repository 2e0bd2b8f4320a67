using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.Domain.Tests.Risk;

public class RiskBookTests
{
    static RiskContext Fine { get; } = new(
        new OrderRequest(new ClientOrderId("x"), Samples.Btc, OrderSide.Buy, new Quantity(0.01m, Samples.Btc.Base)),
        new Price(50_000m, Samples.Btc),
        Samples.QuoteAt(50_000m),
        [Samples.Usdt(5_000m), new Money(0.1m, Samples.Btc.Base)],
        PositionValue: Samples.Usdt(5_000m),
        Equity: Samples.Usdt(10_000m),
        new RiskLimits(TimeSpan.FromMinutes(2), 0.02m, 0.8m, 0.25m, Samples.Usdt(0m), 0.005m),
        EmergencyStop: null,
        Samples.Start);

    [Fact]
    public void Order_WithinEveryLimit_IsAllowedByEveryRule()
    {
        var result = RiskBook.Standard.Evaluate(Fine);

        Assert.True(result.Allowed);
        Assert.Equal(
            [
                "emergency-stop", "breaker-level", "daily-loss", "stale-quote", "price-band", "position-size", "trade-risk",
                "open-trades", "cooldown", "balance", "correlation", "diversification", "weekend",
            ],
            result.Verdicts.Select(v => v.Rule));
    }

    [Fact]
    public void Order_DuringAnEmergencyStop_IsRefusedWithItsReason() =>
        AssertRefused("ORC-RISK-001", Fine with { EmergencyStop = "exchange hacked" });

    [Theory]
    [InlineData(121)]
    [InlineData(-121)]
    public void Order_OnAQuoteTooOldOrFromTheFuture_IsRefused(int seconds) =>
        AssertRefused("ORC-RISK-002", Fine with { Now = Samples.Start.AddSeconds(seconds) });

    [Fact]
    public void Order_OnAQuoteExactlyAtTheLimit_IsAllowed() =>
        Assert.True(RiskBook.Standard.Evaluate(Fine with { Now = Samples.Start.AddMinutes(2) }).Allowed);

    [Fact]
    public void Order_WithABookFarFromTheLastTrade_IsRefused() =>
        AssertRefused("ORC-RISK-003", Fine with
        {
            Quote = new Quote(
                new Price(50_000m, Samples.Btc), new Price(51_001m, Samples.Btc), new Price(50_000m, Samples.Btc), Samples.Start),
        });

    [Fact]
    public void Order_WhosePriceRanAway_IsRefused() =>
        AssertRefused("ORC-RISK-003", Fine with { SizedAt = new Price(49_000m, Samples.Btc) });

    [Fact]
    public void Order_WhosePriceBecameBetter_IsAllowed() =>
        Assert.True(RiskBook.Standard.Evaluate(Fine with { SizedAt = new Price(60_000m, Samples.Btc) }).Allowed);

    [Fact]
    public void Buy_ThatIsTooLargeAPartOfTheEquity_IsRefused() =>
        AssertRefused("ORC-RISK-004", Fine with { Equity = Samples.Usdt(1_999m), PositionValue = Samples.Usdt(0m) });

    [Fact]
    public void Buy_ThatMakesThePositionTooLarge_IsRefused() =>
        AssertRefused("ORC-RISK-004", Fine with { PositionValue = Samples.Usdt(7_501m) });

    [Fact]
    public void Buy_WithNoEquityAtAll_IsRefusedInsteadOfDividing() =>
        AssertRefused("ORC-RISK-004", Fine with { Equity = Samples.Usdt(0m) });

    [Fact]
    public void Buy_ThatLeavesLessThanTheReserves_IsRefused() =>
        AssertRefused("ORC-RISK-005", Fine with { Balances = [Samples.Usdt(502m)] });

    [Fact]
    public void Buy_WithCashThatIsAnotherEngines_IsRefused()
    {
        AssertRefused("ORC-RISK-005", Fine with { OthersCash = Samples.Usdt(4_498m) });
        Assert.Null(RiskBook.Standard.Evaluate(Fine with { OthersCash = Samples.Usdt(4_497m) }).Refusal);
        Assert.Null(RiskBook.Standard.Evaluate(
            Fine with { OthersCash = Samples.Usdt(4_498m), Purpose = OrderPurpose.Hedge }).Refusal);
    }

    [Fact]
    public void Sell_OfMoreThanIsThere_IsRefused()
    {
        var sell = Fine.Order with { Side = OrderSide.Sell, Quantity = new Quantity(0.2m, Samples.Btc.Base) };

        AssertRefused("ORC-RISK-005", Fine with { Order = sell });
    }

    [Fact]
    public void Refusals_OfSeveralRules_AreAllRecordedAndTheFirstCounts()
    {
        var result = RiskBook.Standard.Evaluate(Fine with { EmergencyStop = "test", Balances = [] });

        Assert.Equal("ORC-RISK-001", result.Refusal!.Code);
        Assert.Equal(2, result.Verdicts.Count(v => !v.Allowed));
    }

    [Fact]
    public void Rules_WithOnePriorityTwice_AreNoBook() =>
        Assert.Throws<ArgumentException>(() => new RiskBook([new BalanceRule(), new BalanceRule()]));

    static void AssertRefused(string code, RiskContext context)
    {
        var refusal = RiskBook.Standard.Evaluate(context).Refusal;
        Assert.Equal(code, refusal?.Code);
        Assert.NotEmpty(refusal!.Measures);
    }
}
