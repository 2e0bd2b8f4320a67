using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Tests.Indicators;
using Orchestrations.Domain.Trend;

namespace Orchestrations.Domain.Tests.Trend;

public class TrendTests
{
    static readonly TrendParameters standard = TrendParameters.Standard;

    // Every condition holds, each by little.
    static readonly TrendReading good = new(Samples.Btc, Samples.Start, 50_000m, 45_000.01m, 45_000m, 25.01m, 1_000m, 1_201m, 1_000m);

    [Fact]
    public void Entry_WithEveryConditionJustMet_Enters() => Assert.True(TrendEntry.Decide(good, standard).Enters);

    [Fact]
    public void Entry_AtTheLimitOfAnyCondition_StaysOut()
    {
        TrendReading[] limits =
        [
            good with { Close = 45_000m }, good with { FastAverage = 45_000m }, good with { Adx = 25m }, good with { Volume = 1_200m },
        ];

        Assert.All(limits, reading => Assert.False(TrendEntry.Decide(reading, standard).Enters));
        Assert.Equal(
            [0, 1, 2, 3],
            limits.Select(r => TrendEntry.Decide(r, standard)).Select(e => Array.IndexOf(
                [e.AboveSlowAverage, e.AveragesRising, e.TrendIsStrong, e.VolumeConfirms], false)));
    }

    [Fact]
    public void Size_ByHand_IsTheRiskOverTheStopDistance()
    {
        // 1 % of 100,000 is 1,000; the stop is 2 x 1,000 below 50,000: 1,000 / 2,000 = 0.5 BTC, worth 25,000.
        var entry = At(50_000m);
        var stop = TrendStop.Initial(entry, 1_000m, standard, 0.1m);

        var size = TrendSize.Of(Samples.Usdt(100_000m), entry, stop!.Value, standard, 0.001m);

        Assert.Equal(At(48_000m), stop);
        Assert.Equal(
            new TrendSize(Btc(0.5m), Samples.Usdt(25_000m), Samples.Usdt(1_000m), false), size);
    }

    [Fact]
    public void Size_WithANarrowStop_IsCappedByTheLeverage()
    {
        // 1,000 / 100 would be 10 BTC, 500,000 of 100,000; twice the equity is 200,000, 4 BTC.
        var size = TrendSize.Of(Samples.Usdt(100_000m), At(50_000m), At(49_900m), standard, 0.001m);

        Assert.Equal((Btc(4m), true), (size.Quantity, size.CappedByLeverage));
    }

    [Fact]
    public void Size_WithTheBreakerAtItsFirstLevel_IsAQuarterLess() =>
        Assert.Equal(Btc(0.375m), TrendSize.Of(Samples.Usdt(100_000m), At(50_000m), At(48_000m), standard, 0.001m, 0.75m).Quantity);

    [Fact]
    public void Size_IsRoundedDownToTheLot() =>
        Assert.Equal(Btc(0.333m), TrendSize.Of(Samples.Usdt(99_999m), At(50_000m), At(47_000m), standard, 0.001m).Quantity);

    [Fact]
    public void Size_OfAnEquityBelowZero_IsNothing() =>
        Assert.True(TrendSize.Of(Samples.Usdt(-1m), At(50_000m), At(48_000m), standard, 0.001m).Quantity.IsZero);

    [Theory]
    [InlineData(50_000)]
    [InlineData(50_001)]
    public void Size_WithAStopNotBelowTheEntry_IsRefused(int stop) => Assert.Equal(
        "ORC-TREND-003",
        Assert.Throws<DomainException>(() => TrendSize.Of(
            Samples.Usdt(1m), At(50_000m), At(stop), standard, 0.001m)).Code);

    [Fact]
    public void Stop_Trailing_MovesUpAndNeverDown()
    {
        var position = new TrendPosition(Btc(1m), At(50_000m), Samples.Start, At(48_000m));

        var moved = position.Trail(good with { Close = 52_000m, Atr = 1_000m }, standard, 0.1m);
        var kept = moved.Trail(good with { Close = 51_000m, Atr = 1_000m }, standard, 0.1m);
        var wide = moved.Trail(good with { Close = 53_000m, Atr = 1_000m }, standard, 0.1m, stopFactor: 1.5m);

        Assert.Equal(At(49_000m), moved.Stop);
        Assert.Same(moved, kept);
        // 53,000 - 1.5 x 3,000 = 48,500 lies below 49,000: widening never takes protection back.
        Assert.Same(moved, wide);
    }

    [Fact]
    public void Stop_FartherThanThePrice_IsNone() => Assert.Null(TrendStop.Initial(At(50_000m), 25_000m, standard, 0.1m));

    [Fact]
    public void Stop_WithoutARange_IsNone() => Assert.Null(TrendStop.Initial(At(50_000m), 0m, standard, 0.1m));

    [Fact]
    public void Stop_OffTheTick_IsRoundedDown() =>
        Assert.Equal(At(47_999.9m), TrendStop.Initial(At(50_000m), 1_000.01m, standard, 0.1m));

    [Fact]
    public void Exit_OnEitherSideOfEachLimit_IsDecidedAtTheLimit()
    {
        var position = new TrendPosition(Btc(1m), At(50_000m), Samples.Start, At(44_000m));
        var soon = Samples.Start.AddDays(1);

        Assert.Equal(TrendExit.None, position.Exit(good with { Close = 45_000m }, soon, standard));
        Assert.Equal(TrendExit.BelowSlowAverage, position.Exit(good with { Close = 44_999.99m }, soon, standard));
        Assert.Equal(TrendExit.StopPassed, position.Exit(good with { Close = 44_000m }, soon, standard));
        Assert.Equal(TrendExit.None, position.Exit(good, Samples.Start.AddDays(30).AddTicks(-1), standard));
        Assert.Equal(TrendExit.HeldLongEnough, position.Exit(good, Samples.Start.AddDays(30), standard));
    }

    [Fact]
    public void Reading_OfALongerHistory_IsTheSameAsOfTheBarsItNeeds()
    {
        var bars = SampleBars.Walk(900);
        var needed = TrendReading.BarsNeeded(standard);

        Assert.Equal(350, needed);
        Assert.Equal(
            TrendReading.Of([.. bars.TakeLast(needed)], standard), TrendReading.Of(bars, standard));
    }

    [Fact]
    public void Reading_OfTheLastBar_HasItsCloseAndTheAverages()
    {
        var bars = SampleBars.Walk(400);

        var reading = TrendReading.Of(bars, standard);

        Assert.Equal((bars[^1].Close, bars[^1].Volume, bars[^1].CloseTime), (reading.Close, reading.Volume, reading.ClosedAt));
        Assert.Equal(bars.TakeLast(50).Average(b => b.Close), reading.FastAverage);
        Assert.Equal(bars.TakeLast(200).Average(b => b.Close), reading.SlowAverage);
        Assert.Equal(bars.TakeLast(20).Average(b => b.Volume), reading.VolumeAverage);
    }

    [Fact]
    public void Reading_OfTooFewBars_IsRefused() => Assert.Equal(
        "ORC-TREND-002", Assert.Throws<DomainException>(() => TrendReading.Of(SampleBars.Walk(349), standard)).Code);

    [Fact]
    public void Reading_OfBarsOutOfOrder_IsRefused()
    {
        List<Bar> bars = [.. SampleBars.Walk(360)];
        (bars[300], bars[301]) = (bars[301], bars[300]);

        Assert.Equal("ORC-TREND-002", Assert.Throws<DomainException>(() => TrendReading.Of(bars, standard)).Code);
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        TrendParameters[] bad =
        [
            standard with { FastLength = 200 }, standard with { AdxLength = 1 }, standard with { MinAdx = 101m },
            standard with { MinVolume = -1m }, standard with { InitialStop = 0m }, standard with { RiskShare = 0.11m },
            standard with { MaxLeverage = 0m }, standard with { MaxHold = TimeSpan.FromHours(23) },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-TREND-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }

    static Price At(decimal value) => new(value, Samples.Btc);

    static Quantity Btc(decimal amount) => new(amount, Samples.Btc.Base);
}
