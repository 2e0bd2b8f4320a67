using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Tests.Breaker;

public class BreakerTests
{
    static readonly BreakerParameters standard = BreakerParameters.Standard;

    [Theory]
    [InlineData(0.0999, BreakerLevel.Normal)]
    [InlineData(0.10, BreakerLevel.Caution)]
    [InlineData(0.1499, BreakerLevel.Caution)]
    [InlineData(0.15, BreakerLevel.Warning)]
    [InlineData(0.1999, BreakerLevel.Warning)]
    [InlineData(0.20, BreakerLevel.Alert)]
    [InlineData(0.2499, BreakerLevel.Alert)]
    [InlineData(0.25, BreakerLevel.Emergency)]
    [InlineData(1, BreakerLevel.Emergency)]
    public void Level_OnEitherSideOfEachThreshold_BeginsAtIt(double drawdown, BreakerLevel level) =>
        Assert.Equal(level, BreakerState.LevelOf((decimal)drawdown, standard));

    [Fact]
    public void Actions_OfEachLevel_AreThoseAskedFor()
    {
        PortfolioEngine[] directional = [PortfolioEngine.Trend, PortfolioEngine.Tactical];
        var actions = Enum.GetValues<BreakerLevel>().Select(BreakerActions.Of).ToList();

        Assert.Equal([1m, 0.75m, 0.5m, 0.5m, 0.5m], actions.Select(a => a.SizeFactor));
        Assert.Equal([1m, 1.5m, 1.5m, 1.5m, 1.5m], actions.Select(a => a.StopFactor));
        Assert.Equal([true, true, false, false, false], actions.Select(a => a.Entries));
        Assert.All(actions.Take(3), a => Assert.Empty(a.Closes));
        Assert.Equal(directional, actions[3].Closes);
        Assert.Equal(Enum.GetValues<PortfolioEngine>().ToHashSet(), [.. actions[4].Closes]);
        Assert.Equal([false, false, false, false, true], actions.Select(a => a.Halts));
    }

    [Fact]
    public void Fall_OfASingleValuation_TripsNothingHoweverDeep()
    {
        var state = Run(100m, 100m, 100m);

        var spike = state.Next(Tick(3, 10m), standard);
        var back = spike.Next(Tick(4, 100m), standard);

        Assert.Equal(0.9m, spike.Raw);
        Assert.Equal((BreakerLevel.Normal, 0m), (spike.Level, spike.Score));
        Assert.Equal((BreakerLevel.Normal, 0m), (back.Level, back.Score));
    }

    [Fact]
    public void Fall_OfASingleValuationAfterALongSilence_TripsNothing()
    {
        var state = BreakerState.First(Tick(0, 100m));

        var late = state.Next(Tick(60 * 24 * 30, 50m), standard);

        Assert.Equal(BreakerLevel.Normal, late.Level);
        Assert.Equal(BreakerLevel.Emergency, late.Next(Tick(60 * 24 * 31, 50m), standard).Level);
    }

    [Fact]
    public void Fall_ThatLasts_TripsAboutWithinTheSmoothing()
    {
        var state = BreakerState.First(Tick(0, 100m));
        var tripped = 0;
        for (var minute = 5; tripped == 0; minute += 5)
        {
            state = state.Next(Tick(minute, 80m), standard);
            if (state.Level >= BreakerLevel.Caution)
                tripped = minute;
        }

        // A fall of 20 %: its average passes 10 % after 0.7 of the smoothing time in an even flow, here in steps of 5 minutes.
        Assert.Equal(25, tripped);
    }

    [Fact]
    public void Smoothing_OfTwoFalls_IsTheAverageByHand()
    {
        // 30 minutes apart: the weight is 30 / (30 + 30) = 1/2. Falls of 20 % and 30 %: 0.10, then 0.10 + 0.20 / 2 = 0.20.
        var one = BreakerState.First(Tick(0, 100m)).Next(Tick(30, 80m), standard);
        var two = one.Next(Tick(60, 70m), standard);

        Assert.Equal((0.10m, 0m), (one.Smoothed, one.Score));
        Assert.Equal((0.20m, 0.20m), (two.Smoothed, two.Score));
        Assert.Equal(BreakerLevel.Alert, two.Level);
    }

    [Fact]
    public void Peak_OfASingleValuation_IsNotBelieved()
    {
        var spike = Run(100m, 100m).Next(Tick(2, 500m), standard);
        var back = spike.Next(Tick(3, 100m), standard);
        var kept = spike.Next(Tick(3, 450m), standard);

        Assert.Equal((100m, 100m, 450m), (spike.Peak, back.Peak, kept.Peak));
        Assert.Equal(0m, back.Raw);
    }

    [Fact]
    public void Capital_ThatComesOrGoes_LeavesTheDrawdownAsItWas()
    {
        var fallen = Run(100m, 100m, 90m);

        // At 90 of a peak of 100, 90 more come: 180 of 200. Then 60 go: 120 of 133.33.
        var more = fallen.Next(new BreakerTick(At(3), 180m, 190m), standard);
        var less = more.Next(new BreakerTick(At(4), 120m, 130m), standard);

        Assert.Equal((200m, 0.1m), (more.Peak, more.Raw));
        Assert.Equal(0.1m, less.Raw, 20);
    }

    [Fact]
    public void Level_AfterARecovery_IsLeftOneByOneAfterAWholeCooldownEach()
    {
        var state = Fallen(82m);
        Assert.Equal(BreakerLevel.Warning, state.Level);
        var from = state.Time;
        var levels = new List<(int Hours, BreakerLevel Level)>();
        for (var hour = 1; hour <= 60; hour++)
        {
            var before = state.Level;
            state = state.Next(new BreakerTick(from.AddHours(hour), 93m, 100m), standard);
            if (state.Level != before)
                levels.Add((hour, state.Level));
        }

        // Calm begins with the first hour: 24 hours later level 2 is left; the calm of level 1 begins with the hour after.
        Assert.Equal([(25, BreakerLevel.Caution), (50, BreakerLevel.Normal)], levels);
    }

    [Fact]
    public void Level_WithinTheHysteresis_IsKeptForever()
    {
        var state = Fallen(88m);
        var from = state.Time;
        for (var hour = 1; hour <= 100; hour++)
            state = state.Next(new BreakerTick(from.AddHours(hour), 92m, 100m), standard);

        Assert.Equal((BreakerLevel.Caution, null), (state.Level, state.CalmSince));
    }

    [Fact]
    public void Cooldown_BrokenByOneFall_BeginsAnew()
    {
        var state = Fallen(88m);
        var from = state.Time;
        for (var hour = 1; hour <= 47; hour++)
            state = state.Next(new BreakerTick(from.AddHours(hour), hour == 23 ? 91m : 95m, 100m), standard);

        Assert.Equal(BreakerLevel.Caution, state.Level);
        Assert.Equal(BreakerLevel.Normal, state.Next(new BreakerTick(from.AddHours(48), 95m, 100m), standard).Level);
    }

    [Fact]
    public void LastLevel_AfterAFullRecovery_WaitsForAPerson()
    {
        var state = Fallen(70m);
        var from = state.Time;
        for (var day = 1; day <= 400; day++)
            state = state.Next(new BreakerTick(from.AddDays(day), 150m, 100m), standard);

        Assert.Equal(BreakerLevel.Emergency, state.Level);
        var released = state.Released(from.AddDays(401));
        Assert.Equal((BreakerLevel.Normal, 150m, 0m), (released.Level, released.Peak, released.Smoothed));
    }

    [Fact]
    public void Release_WhileStillDown_MeasuresFromWhereItIs()
    {
        var state = Fallen(70m).Released(At(1_000));

        for (var minute = 1_001; minute < 1_200; minute++)
            state = state.Next(Tick(minute, 65m), standard);

        // From 70 to 65 is 7 %, though it is 35 % from the old peak.
        Assert.Equal(BreakerLevel.Normal, state.Level);
    }

    [Fact]
    public void Tick_ThatIsNotLater_ChangesNothing()
    {
        var state = Run(100m, 90m);

        Assert.Same(state, state.Next(Tick(1, 10m), standard));
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        BreakerParameters[] bad =
        [
            standard with { Thresholds = [0.1m, 0.1m, 0.2m, 0.3m] }, standard with { Thresholds = [0.1m, 0.2m, 0.3m] },
            standard with { Thresholds = [0m, 0.1m, 0.2m, 0.3m] }, standard with { Hysteresis = 0.1m },
            standard with { Smoothing = TimeSpan.FromDays(8) }, standard with { Cooldown = TimeSpan.FromTicks(-1) },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-BREAKER-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }

    // From 100 straight to the value, for long enough that every average is there.
    static BreakerState Fallen(decimal value)
    {
        var state = BreakerState.First(Tick(0, 100m));
        for (var minute = 10; minute <= 600; minute += 10)
            state = state.Next(Tick(minute, value), standard);
        return state;
    }

    static BreakerState Run(params decimal[] values) => values.Skip(1)
        .Select((value, i) => Tick(i + 1, value))
        .Aggregate(BreakerState.First(Tick(0, values[0])), (state, tick) => state.Next(tick, standard));

    static DateTimeOffset At(int minute) => Samples.Start.AddMinutes(minute);

    static BreakerTick Tick(int minute, decimal value) => new(At(minute), value, 100m);
}
