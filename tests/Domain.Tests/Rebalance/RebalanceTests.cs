using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Rebalance;

namespace Orchestrations.Domain.Tests.Rebalance;

public class RebalanceTests
{
    static readonly RebalanceParameters standard = new([new(Samples.Btc, 0.40m), new(Samples.Eth, 0.20m)]);
    static readonly DateTimeOffset settled = Samples.Start.AddDays(30);

    [Fact]
    public void Decide_OfTwoAssetsByHand_SellsWhatRoseAndBuysWhatFell()
    {
        // Of 100,000: BTC 52,000 against 40,000, ETH 13,000 against 20,000.
        var decision = RebalanceDecision.Decide(Reading(52_000m, 13_000m), standard);

        Assert.Equal(RebalanceReason.Drift, decision.Reason);
        Assert.Equal(
            [
                new RebalanceTrade(Samples.Btc, OrderSide.Sell, Samples.Usdt(12_000m), 0.12m),
                new RebalanceTrade(Samples.Eth, OrderSide.Buy, Samples.Usdt(7_000m), -0.07m),
            ],
            decision.Trades);
    }

    [Theory]
    [InlineData(49_999.99, RebalanceReason.NotDue)]
    [InlineData(50_000, RebalanceReason.Drift)]
    [InlineData(30_000.01, RebalanceReason.NotDue)]
    [InlineData(30_000, RebalanceReason.Drift)]
    public void Decide_OnEitherSideOfTheDrift_IsDueAtIt(double btc, RebalanceReason reason) =>
        Assert.Equal(reason, RebalanceDecision.Decide(Reading((decimal)btc, 20_000m), standard).Reason);

    [Fact]
    public void Decide_OnEitherSideOfNinetyDays_IsDueAtThem()
    {
        var reading = Reading(46_000m, 20_000m) with { Last = Samples.Start, FirstLook = Samples.Start.AddDays(-100) };

        Assert.Equal(
            RebalanceReason.NotDue, RebalanceDecision.Decide(reading with { Now = Samples.Start.AddDays(90).AddTicks(-1) }, standard).Reason);
        var due = RebalanceDecision.Decide(reading with { Now = Samples.Start.AddDays(90) }, standard);
        Assert.Equal(RebalanceReason.Calendar, due.Reason);
        Assert.Equal(6_000m, Assert.Single(due.Trades).Amount.Amount);
    }

    [Fact]
    public void Decide_WithinTheSettlingTime_LeavesTheDeploymentAlone()
    {
        var reading = Reading(0m, 0m) with { Now = settled.AddTicks(-1) };

        Assert.Equal(RebalanceReason.Settling, RebalanceDecision.Decide(reading, standard).Reason);
        Assert.Equal(RebalanceReason.Drift, RebalanceDecision.Decide(reading with { Now = settled }, standard).Reason);
    }

    [Theory]
    [InlineData(44_999.99, 0, 1)]
    [InlineData(45_000, 1, 0)]
    public void Trade_OnEitherSideOfTheLeast_IsSkippedBelowIt(double btc, int trades, int skipped)
    {
        // The ETH leg is on its target; the calendar asks.
        var decision = RebalanceDecision.Decide(Reading((decimal)btc, 20_000m) with { Now = Samples.Start.AddDays(90) }, standard);

        Assert.Equal((trades, skipped), (decision.Trades.Count, decision.Skipped.Count));
    }

    [Fact]
    public void Trade_BeyondTheMost_IsCut() => Assert.Equal(
        20_000m, RebalanceDecision.Decide(Reading(90_000m, 20_000m), standard).Trades[0].Amount.Amount);

    [Fact]
    public void Decide_OfAPortfolioWorthNothing_TradesNothing() =>
        Assert.Empty(RebalanceDecision.Decide(Reading(0m, 0m) with { Total = Samples.Usdt(0m) }, standard).Trades);

    [Fact]
    public void Fit_OfBuysBeyondTheCash_CutsAllAlike()
    {
        RebalanceTrade[] buys =
        [
            new(Samples.Btc, OrderSide.Buy, Samples.Usdt(6_000m), -0.06m), new(Samples.Eth, OrderSide.Buy, Samples.Usdt(3_000m), -0.03m),
        ];

        Assert.Equal([4_000m, 2_000m], RebalanceDecision.Fit(buys, Samples.Usdt(6_000m)).Select(b => b.Amount.Amount));
        Assert.Same(buys, RebalanceDecision.Fit(buys, Samples.Usdt(9_000m)));
        Assert.Empty(RebalanceDecision.Fit(buys, Samples.Usdt(0m)));
        Assert.Empty(RebalanceDecision.Fit(buys, Samples.Usdt(-1m)));
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        RebalanceParameters[] bad =
        [
            new([]), new([new(Samples.Btc, 0.6m), new(Samples.Eth, 0.5m)]), new([new(Samples.Btc, 0.1m), new(Samples.Btc, 0.1m)]),
            standard with { Every = TimeSpan.Zero }, standard with { MaxDrift = 0m }, standard with { MinTrade = 0.3m },
            standard with { Settling = TimeSpan.FromDays(-1) },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-REBALANCE-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }

    static RebalanceReading Reading(decimal btc, decimal eth) => new(
        settled.AddDays(1), Samples.Start, null, Samples.Usdt(100_000m),
        [new(Samples.Btc, Samples.Usdt(btc)), new(Samples.Eth, Samples.Usdt(eth))]);
}
