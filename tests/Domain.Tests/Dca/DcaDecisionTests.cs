using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Dca;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Dca;

public class DcaDecisionTests
{
    /// <summary>What became of each day's orders: nothing, too small, a part, or all.</summary>
    static Gen<IList<int>> Days { get; } = Gen.Choose(0, 3).ListOf(60).Select(days => (IList<int>)[.. days]);

    [Fact]
    public void Decisions_OverAnyHistory_NeverExceedWhatIsDueAndLoseNothing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Days.ToArbitrary(), days =>
        {
            var plan = Samples.Plan();
            var progress = DcaProgress.None;
            for (var day = 0; day < days.Count; day++)
            {
                var now = Samples.Start.AddDays(day);
                var decision = DcaDecision.Decide(plan, progress, now);
                foreach (var line in decision.Lines)
                    if (line.Bought + line.Reserved + line.Amount > line.Due || line.Amount.IsNegative || line.Amount > line.Limit)
                        return false;
                progress = Play(decision, decision.Reserve(progress, "run-" + day), "run-" + day, days[day]);
            }
            // Whatever happened, runs that fill everything catch up to within the last fee and rounding.
            for (var day = days.Count; day < days.Count + 60; day++)
            {
                var decision = DcaDecision.Decide(plan, progress, Samples.Start.AddDays(day));
                progress = Play(decision, decision.Reserve(progress, "run-" + day), "run-" + day, 3);
            }
            var due = DcaSchedule.Due(plan, Samples.Start.AddDays(days.Count + 59));
            return due.All(d => d.Amount - progress.For(d.Pair).NetNotional < Samples.Usdt(1m));
        }));

    [Fact]
    public void FiveDays_WithAFeeOfAPerMille_AreWhatAHandComputes()
    {
        // Capital 1000, BTC 50 %, deployed over 5 days: 100 a day. The price stays 50,000; each buy pays 0.1 % of the coin.
        // Day 1: due 100, buy 100                     -> 0.002 BTC, net 0.001998, counts 99.9
        // Day 2: due 200, buy 100.1                   -> counts 99.9 + 99.9999      = 199.8999
        // Day 3: due 300, buy 100.1001                -> counts 199.8999 + 99.9999999 = 299.8998999
        // Day 4: due 400, buy 100.1001001, and so on: each day makes up for the fee of the day before. Day 6 buys the last fee.
        // In all 100 + 100.1 + 100.1001 + 2 x 100.1001001 + 0.1001001 = 500.5004003 spent, of which 99.9 % arrived.
        var plan = new DcaPlan(
            "hand", "main", Samples.Usdt(1_000m), [new DcaTarget(Samples.Btc, 0.5m)], Samples.Start, Samples.Usdt(0m), 5);
        var progress = DcaProgress.None;
        var bought = new List<decimal>();
        for (var day = 0; day < 6; day++)
        {
            var decision = DcaDecision.Decide(plan, progress, Samples.Start.AddDays(day));
            bought.Add(decision.Lines[0].Amount.Amount);
            progress = Play(decision, decision.Reserve(progress, "r" + day), "r" + day, 3);
        }

        Assert.Equal([100m, 100.1m, 100.1001m, 100.1001001m, 100.10010010m, 0.10010010m], bought);
        // The sum of the purchases times 0.999, at 50,000.
        Assert.Equal(bought.Sum() * 0.999m / 50_000m, progress.For(Samples.Btc).NetQuantity.Amount);
        Assert.Equal(500.5004003m, progress.For(Samples.Btc).Notional.Amount);
    }

    [Fact]
    public void Backlog_AfterAnOutage_IsSpreadOverRuns()
    {
        var decision = DcaDecision.Decide(Samples.Plan(capital: 14_000m), DcaProgress.None, Samples.Start.AddDays(9));

        Assert.Equal(Samples.Usdt(4_000m), decision.Lines[0].Due);
        Assert.Equal(Samples.Usdt(1_200m), decision.Lines[0].Amount);
    }

    [Fact]
    public void IntervalAmounts_BelowTheLeastOrder_AddUpUntilTheyAreEnough()
    {
        // 1 USDT a day with a catch-up of 3 days and a least order of 5 USDT: the limit must not stop the adding up.
        var plan = new DcaPlan(
            "small", "main", Samples.Usdt(0m), [new DcaTarget(Samples.Btc, 1m)], Samples.Start, Samples.Usdt(1m), 1, maxCatchUpIntervals: 3);
        var progress = DcaProgress.None;
        var filledOn = new List<int>();
        for (var day = 0; day < 15; day++)
        {
            var decision = DcaDecision.Decide(plan, progress, Samples.Start.AddDays(day));
            var enough = decision.Lines[0].Amount >= Samples.Usdt(5m);
            if (enough)
                filledOn.Add(day);
            progress = Play(decision, decision.Reserve(progress, "r" + day), "r" + day, enough ? 3 : 1);
        }

        Assert.Equal([5, 10], filledOn);
    }

    [Fact]
    public void Reservation_OfARunUnderWay_IsNotBoughtASecondTime()
    {
        var plan = Samples.Plan(capital: 14_000m);
        var first = DcaDecision.Decide(plan, DcaProgress.None, Samples.Start);
        var reserved = first.Reserve(DcaProgress.None, "run-1");

        Assert.Empty(DcaDecision.Decide(plan, reserved, Samples.Start).Purchases);
        Assert.Equal(Samples.Usdt(400m), DcaDecision.Decide(plan, reserved, Samples.Start.AddDays(1)).Lines[0].Amount);
    }

    [Fact]
    public void Pair_ThatCannotBeOrdered_DoesNotBlockTheOther()
    {
        var plan = Samples.Plan();
        var progress = DcaProgress.None.With(DcaPairProgress.None(Samples.Btc).Reserve("old", Samples.Usdt(4_000m)).LeftUnresolved("old"));

        var decision = DcaDecision.Decide(plan, progress, Samples.Start);

        Assert.Equal(Samples.Eth, Assert.Single(decision.Purchases).Pair);
    }

    static DcaProgress Play(DcaDecision decision, DcaProgress progress, string run, int what)
    {
        foreach (var line in decision.Purchases)
        {
            var pair = progress.For(line.Pair);
            var share = what switch { 2 => 0.5m, 3 => 1m, _ => 0m };
            var fills = FillSummary.Of(line.Pair, OrderSide.Buy, share == 0m
                ? []
                : [Samples.Buy(line.Pair, line.Amount.Amount * share / 50_000m, 50_000m)]);
            progress = progress.With(what == 1 ? pair.TooSmall(run) : pair.Ended(run, fills));
        }
        return progress;
    }
}
