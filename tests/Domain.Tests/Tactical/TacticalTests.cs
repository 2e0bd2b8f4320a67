using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.Domain.Tests.Tactical;

public class TacticalTests
{
    static readonly TacticalParameters standard = TacticalParameters.Standard;
    static readonly TacticalState fresh = new(At(60_000m), 0, null);

    [Theory]
    [InlineData(30_000.01, 0)]
    [InlineData(30_000, 2)]
    [InlineData(18_000.01, 2)]
    [InlineData(18_000, 3)]
    [InlineData(70_000, 0)]
    public void Score_OnEitherSideOfEachCrash_BeginsAtIt(double price, int score) =>
        Assert.Equal(score, CrisisScore.Of(Reading((decimal)price), standard).FromDrawdown);

    [Theory]
    [InlineData(null, 0)]
    [InlineData(21, 0)]
    [InlineData(20, 2)]
    [InlineData(0, 2)]
    public void Score_OfFear_BeginsAtItsLimitAndNeedsToBeKnown(int? index, int score) =>
        Assert.Equal(score, CrisisScore.Of(Reading(60_000m) with { FearGreed = index }, standard).FromFear);

    [Fact]
    public void Score_OfFunding_NeedsEverySettlementOfThreeDaysBelowTheLimit()
    {
        Assert.Equal(1, Score(Rates(9, -0.00051m)));
        Assert.Equal(0, Score(Rates(9, -0.0005m)));
        Assert.Equal(0, Score([.. Rates(8, -0.001m), new SettledRate(Samples.Start.AddHours(-1), 0.0001m)]));
        // Two days known of three: nothing is proven.
        Assert.Equal(0, Score(Rates(6, -0.001m)));
        // What is older than three days does not count.
        Assert.Equal(1, Score([.. Rates(9, -0.001m), new SettledRate(Samples.Start.AddDays(-3), 0.01m)]));
        Assert.Equal(0, Score([]));

        static int Score(IReadOnlyList<SettledRate> rates) =>
            CrisisScore.Of(Reading(60_000m) with { Rates = rates }, standard).FromFunding;
    }

    [Fact]
    public void Decide_OverTwoCrises_DeploysHalfThenTheRestThenNothing()
    {
        var reading = Reading(30_000m) with { FearGreed = 10 };
        var first = TacticalDecision.Decide(fresh, reading, Samples.Usdt(5_000m), standard);
        var state = fresh.Deployed(reading.Now);
        var soon = TacticalDecision.Decide(
            state, reading with { Now = reading.Now.AddDays(30).AddTicks(-1) }, Samples.Usdt(2_500m), standard);
        var second = TacticalDecision.Decide(state, reading with { Now = reading.Now.AddDays(30) }, Samples.Usdt(2_500m), standard);
        var third = TacticalDecision.Decide(
            state.Deployed(reading.Now.AddDays(30)), reading with { Now = reading.Now.AddDays(90) }, Samples.Usdt(100m), standard);

        Assert.Equal((TacticalOutcome.Deploys, 2_500m, 4), (first.Outcome, first.Amount.Amount, first.Score.Total));
        Assert.Equal((TacticalOutcome.CoolingDown, 0m), (soon.Outcome, soon.Amount.Amount));
        Assert.Equal((TacticalOutcome.Deploys, 2_500m), (second.Outcome, second.Amount.Amount));
        Assert.Equal((TacticalOutcome.AllDeployed, 0m), (third.Outcome, third.Amount.Amount));
    }

    [Fact]
    public void Decide_AtAScoreOfTwo_WaitsForThree()
    {
        Assert.Equal(TacticalOutcome.NoCrisis, Decide(Reading(30_000m)));
        Assert.Equal(TacticalOutcome.NoCrisis, Decide(Reading(60_000m) with { FearGreed = 5 }));
        Assert.Equal(TacticalOutcome.Deploys, Decide(Reading(30_000m) with { Rates = Rates(9, -0.001m) }));
        Assert.Equal(TacticalOutcome.Deploys, Decide(Reading(18_000m)));

        static TacticalOutcome Decide(CrisisReading reading) =>
            TacticalDecision.Decide(fresh, reading, Samples.Usdt(1_000m), standard).Outcome;
    }

    [Fact]
    public void Decide_WithoutCash_SaysSo() => Assert.Equal(
        TacticalOutcome.NoReserve, TacticalDecision.Decide(fresh, Reading(18_000m), Samples.Usdt(0m), standard).Outcome);

    [Fact]
    public void State_AtANewHigh_IsReadyAgainButKeepsItsDistance()
    {
        var spent = fresh.Deployed(Samples.Start).Deployed(Samples.Start.AddDays(30));

        Assert.Same(spent, spent.Seen(At(60_000m)));
        Assert.Equal(new TacticalState(At(60_000.01m), 0, Samples.Start.AddDays(30)), spent.Seen(At(60_000.01m)));
    }

    [Fact]
    public void Slices_OfAnyAmount_SumToItExactly()
    {
        var slices = TacticalDecision.Slice(Samples.Usdt(100m), standard);

        Assert.Equal(6, slices.Count);
        Assert.Equal(100m, slices.Sum(slice => slice.Sum(part => part.Amount)));
        // 100 / 6 = 16.66666666: 80 % is 13.333333328, cut to 13.33333332, and the rest of the slice joins it.
        Assert.Equal([13.33333333m, 3.33333333m], slices[0].Select(part => part.Amount));
        Assert.Equal(16.6666667m, slices[5].Sum(part => part.Amount));
    }

    [Fact]
    public void Exit_OnEitherSideOfEachLimit_IsDecidedAtTheLimit()
    {
        var position = new TacticalPosition(Samples.Btc, new Quantity(0.1m, Samples.Btc.Base), Samples.Usdt(2_000m), Samples.Start);
        TacticalExit Exit(decimal price, DateTimeOffset now) => position.Exit(At(price), now, standard);

        Assert.Equal(TacticalExit.None, Exit(39_999.99m, Samples.Start));
        Assert.Equal(TacticalExit.ProfitTarget, Exit(40_000m, Samples.Start));
        Assert.Equal(TacticalExit.None, Exit(20_000m, Samples.Start.AddDays(365).AddTicks(-1)));
        Assert.Equal(TacticalExit.HeldLongEnough, Exit(20_000m, Samples.Start.AddDays(365)));
        Assert.Equal(
            TacticalExit.None,
            (position with { Quantity = Quantity.Zero(Samples.Btc.Base) }).Exit(At(1m), Samples.Start.AddDays(900), standard));
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        TacticalParameters[] bad =
        [
            standard with { Crash = 0.7m }, standard with { ExtremeFear = 101 }, standard with { CapitulationRate = 0m },
            standard with { MinScore = 0 }, standard with { FirstShare = 0m }, standard with { Apart = TimeSpan.Zero },
            standard with { ProfitTarget = 0m }, standard with { MaxHold = TimeSpan.Zero }, standard with { Slices = 0 },
            standard with { Targets = [new(Samples.Btc, 0.9m)] },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-TACTICAL-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }

    static List<SettledRate> Rates(int count, decimal rate) =>
        [.. Enumerable.Range(0, count).Select(i => new SettledRate(Samples.Start.AddHours(-8 * i), rate))];

    static CrisisReading Reading(decimal price) => new(Samples.Start, At(price), At(60_000m), null, []);

    static Price At(decimal value) => new(value, Samples.Btc);
}
