using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.Domain.Tests.Risk;

/// <summary>Both sides of the limit of every rule that looks at more than the order and the balances.</summary>
public class RuleLimitsTests
{
    // A buy of 0.01 BTC at 50,000: 500 of an equity of 10,000.
    static RiskContext Fine { get; } = new(
        new OrderRequest(new ClientOrderId("x"), Samples.Btc, OrderSide.Buy, new Quantity(0.01m, Samples.Btc.Base)),
        new Price(50_000m, Samples.Btc), Samples.QuoteAt(50_000m), [Samples.Usdt(5_000m)],
        PositionValue: Samples.Usdt(0m), Equity: Samples.Usdt(10_000m),
        new RiskLimits(TimeSpan.FromMinutes(2), 0.02m, 0.8m, 0.25m, Samples.Usdt(0m), 0.005m),
        EmergencyStop: null, Samples.Start);

    static RiskContext Trend => Fine with { Engine = PortfolioEngine.Trend, Stop = new Price(45_000m, Samples.Btc) };

    [Fact]
    public void KillSwitch_WhileOn_RefusesEntriesOnly()
    {
        var on = Fine with { KillSwitch = "gone fishing" };

        AssertRefused("ORC-RISK-001", on);
        AssertAllowed(on with { Purpose = OrderPurpose.Exit });
        AssertAllowed(on with { Purpose = OrderPurpose.Hedge });
        AssertRefused("ORC-RISK-001", on with { Purpose = OrderPurpose.Exit, EmergencyStop = "stop" });
    }

    [Theory]
    [InlineData(BreakerLevel.Normal, true, true, true)]
    [InlineData(BreakerLevel.Caution, true, true, true)]
    [InlineData(BreakerLevel.Warning, false, true, true)]
    [InlineData(BreakerLevel.Alert, false, true, true)]
    [InlineData(BreakerLevel.Emergency, false, false, true)]
    public void Breaker_AtEachLevel_LetsThroughWhatTheLevelAllows(BreakerLevel level, bool entry, bool hedge, bool exit)
    {
        bool Passes(OrderPurpose purpose) => RiskBook.Standard.Evaluate(Fine with { Breaker = level, Purpose = purpose }).Allowed;

        Assert.Equal(
            (entry, hedge, exit), (Passes(OrderPurpose.Entry), Passes(OrderPurpose.Hedge), Passes(OrderPurpose.Exit)));
        if (!entry)
            AssertRefused("ORC-RISK-006", Fine with { Breaker = level });
    }

    [Fact]
    public void DailyLoss_OnEitherSideOfFivePerCent_RefusesAtIt()
    {
        var atLimit = Fine with { DayStartEquity = Samples.Usdt(10_000m), Equity = Samples.Usdt(9_500m) };

        AssertRefused("ORC-RISK-007", atLimit);
        AssertAllowed(atLimit with { Equity = Samples.Usdt(9_500.01m) });
        AssertAllowed(atLimit with { Purpose = OrderPurpose.Exit });
        AssertAllowed(atLimit with { DayStartEquity = null });
    }

    [Fact]
    public void TradeRisk_OnEitherSideOfOnePerCent_RefusesAboveIt()
    {
        // 1 % of 10,000 is 100, and 2 % of price band on top: 102. Of 0.01 BTC that is a stop 10,200 away.
        AssertAllowed(Trend with { Stop = new Price(39_800m, Samples.Btc) });
        AssertRefused("ORC-RISK-008", Trend with { Stop = new Price(39_799.99m, Samples.Btc) });
    }

    [Fact]
    public void TradeRisk_WithoutAStop_RefusesTrendAlone()
    {
        AssertRefused("ORC-RISK-008", Trend with { Stop = null });
        AssertAllowed(Fine with { Engine = PortfolioEngine.Tactical });
        AssertAllowed(Trend with { Stop = null, Purpose = OrderPurpose.Exit });
    }

    [Fact]
    public void OpenTrades_OnEitherSideOfFive_RefuseTheSixth()
    {
        OpenTrade[] five = [.. "ABCDE".Select(c => new OpenTrade(PortfolioEngine.Trend, Pair.Parse(c + "USDT")))];

        AssertAllowed(Trend with { OpenTrades = five[..4] });
        AssertRefused("ORC-RISK-009", Trend with { OpenTrades = five });
        AssertAllowed(Trend with { OpenTrades = [.. five, new OpenTrade(PortfolioEngine.Trend, Samples.Btc)] });
        AssertAllowed(Fine with { OpenTrades = five });
    }

    [Fact]
    public void Cooldown_OnEitherSideOfADay_EndsAtIt()
    {
        AssertRefused("ORC-RISK-011", Fine with { LastLoss = Samples.Start.AddDays(-1).AddTicks(1) });
        AssertAllowed(Fine with { LastLoss = Samples.Start.AddDays(-1) });
        AssertAllowed(Fine with { LastLoss = Samples.Start, Purpose = OrderPurpose.Hedge });
    }

    [Fact]
    public void Correlation_OnEitherSideOfItsLimits_CountsWhatMovesAlike()
    {
        RiskContext With(decimal value, decimal? correlation) => Fine with
        {
            Exposures =
            [
                new CoinExposure(Samples.Eth.Base, Samples.Usdt(value), correlation),
                new CoinExposure(new Asset("SOL"), Samples.Usdt(5_000m), 0.1m),
            ],
        };

        // 9,500 and the order of 500 are the whole equity of 10,000.
        AssertAllowed(With(9_500m, 0.8m));
        AssertRefused("ORC-RISK-012", With(9_500.01m, 0.8m));
        AssertRefused("ORC-RISK-012", With(9_500.01m, null));
        AssertAllowed(With(9_500.01m, 0.79m));
        AssertAllowed(With(20_000m, 1m) with { Purpose = OrderPurpose.Exit });
    }

    [Fact]
    public void Diversification_OnEitherSideOfItsLimits_NeedsASecondCoin()
    {
        RiskContext With(decimal btc, decimal eth) => Fine with
        {
            Limits = Fine.Limits with { MaxConcentration = 0.85m },
            Exposures =
            [
                new CoinExposure(Samples.Btc.Base, Samples.Usdt(btc), 1m), new CoinExposure(Samples.Eth.Base, Samples.Usdt(eth), 0.5m),
            ],
        };

        // With the order 1,700 of 2,000 are BTC: 85 %. Below 2,000 (20 % of the equity) nothing needs spreading.
        AssertAllowed(With(1_200m, 300m));
        AssertAllowed(With(1_500m, 0m));
        AssertRefused("ORC-RISK-013", With(1_500.01m, 0m));
        AssertRefused("ORC-RISK-013", With(2_050.01m, 450m));
        AssertAllowed(With(2_050m, 450m));
        AssertAllowed(With(5_000m, 0m) with { Limits = Fine.Limits });
    }

    [Fact]
    public void Weekend_OnEitherSideOfItsHours_RefusesWhereAskedTo()
    {
        var resting = Fine with { Limits = Fine.Limits with { RestAtWeekends = true } };
        var friday = new DateTimeOffset(2024, 1, 20, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);
        RiskContext At(RiskContext context, DateTimeOffset now) => context with { Now = now, Quote = context.Quote with { Time = now } };

        AssertAllowed(At(resting, friday));
        AssertRefused("ORC-RISK-014", At(resting, friday.AddTicks(1)));
        AssertRefused("ORC-RISK-014", At(resting, friday.AddDays(2)));
        AssertAllowed(At(resting, friday.AddDays(2).AddTicks(1)));
        AssertAllowed(At(Fine, friday.AddTicks(1)));
        AssertAllowed(At(resting, friday.AddTicks(1)) with { Purpose = OrderPurpose.Exit });
    }

    [Fact]
    public void Book_WithARuleOfAnOperatorsOwn_AsksItToo()
    {
        var book = RiskBook.Standard.With(new NoBitcoin());

        Assert.Equal("OWN-1", book.Evaluate(Fine).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => book.With(new NoBitcoin()));
    }

    static void AssertAllowed(RiskContext context) => Assert.Null(RiskBook.Standard.Evaluate(context).Refusal);

    static void AssertRefused(string code, RiskContext context)
    {
        var refusal = RiskBook.Standard.Evaluate(context).Refusal;
        Assert.Equal(code, refusal?.Code);
        Assert.NotEmpty(refusal!.Measures);
    }

    sealed class NoBitcoin : IRiskRule
    {
        public string Name => "no-bitcoin";

        public int Priority => 1_000;

        public RiskVerdict Judge(RiskContext context) => context.Order.Pair.Base == Samples.Btc.Base
            ? RiskVerdict.Refuse(Name, "OWN-1", "not this one")
            : RiskVerdict.Allow(Name);
    }
}
