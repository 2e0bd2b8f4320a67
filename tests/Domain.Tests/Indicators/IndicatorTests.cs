using Orchestrations.Domain.Indicators;
using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Tests.Indicators;

public class IndicatorTests
{
    const double Tolerance = 1e-9;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 20)]
    [InlineData(20, 137)]
    [InlineData(200, 731)]
    public void Sma_OfAWalk_EqualsTheMeanByDefinition(int length, int bars)
    {
        var values = Closes(bars);
        var sma = new Sma(length);
        foreach (var value in values)
            sma.Add(value);

        AssertClose(Exact.Mean(values, length), (double)sma.Value);
    }

    [Fact]
    public void Sma_OfOneValueOverAndOver_IsThatValueExactly()
    {
        var sma = new Sma(7);
        foreach (var value in Closes(500).Concat(Enumerable.Repeat(50_000.1m, 7)))
            sma.Add(value);

        Assert.Equal(50_000.1m, sma.Value);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(12, 12)]
    [InlineData(12, 90)]
    [InlineData(50, 600)]
    public void Ema_OfAWalk_EqualsTheWeightedSumByDefinition(int length, int bars)
    {
        var values = Closes(bars);
        var ema = new Ema(length);
        foreach (var value in values)
            ema.Add((double)value);

        AssertClose(Exact.Exponential(values, length), ema.Value);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(14, 15)]
    [InlineData(14, 60)]
    [InlineData(14, 700)]
    public void Atr_OfAWalk_EqualsWildersAverageByDefinition(int length, int bars)
    {
        var walk = SampleBars.Walk(bars);
        var atr = new Atr(length);
        foreach (var bar in walk)
            atr.Add(bar);

        AssertClose(Exact.TrueRange(walk, length), atr.Value);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(14, 28)]
    [InlineData(14, 90)]
    [InlineData(14, 400)]
    public void Adx_OfAWalk_EqualsWildersIndexByDefinition(int length, int bars)
    {
        var walk = SampleBars.Walk(bars);
        var adx = new Adx(length);
        foreach (var bar in walk)
            adx.Add(bar);

        AssertClose(Exact.Directional(walk, length), adx.Value);
    }

    [Fact]
    public void Atr_OfFourBars_EqualsTheSumByHand()
    {
        // True ranges: max(12-9, |12-10|, |9-10|) = 3; max(15-13, |15-11|, |13-11|) = 4; max(14-8, |14-14|, |8-14|) = 6.
        // First average of two: 3.5; then (3.5 x 1 + 6) / 2 = 4.75.
        var atr = new Atr(2);
        foreach (var (high, low, close) in new[] { (11, 9, 10), (12, 9, 11), (15, 13, 14), (14, 8, 9) })
            atr.Add(high, low, close);

        Assert.Equal(4.75, atr.Value);
    }

    [Fact]
    public void Adx_OfAStraightRise_IsAHundred()
    {
        var adx = new Adx(14);
        for (var day = 0; day < 60; day++)
            adx.Add(100 + day, 90 + day);

        Assert.Equal(100, adx.Value);
    }

    [Fact]
    public void Adx_OfAMarketThatStandsStill_IsZero()
    {
        var adx = new Adx(14);
        for (var day = 0; day < 60; day++)
            adx.Add(100, 90);

        Assert.Equal(0, adx.Value);
    }

    [Fact]
    public void Indicators_BeforeTheirWarmUp_RefuseToBeReadAndAtItDoNot()
    {
        var (sma, ema, atr, adx) = (new Sma(3), new Ema(3), new Atr(3), new Adx(3));
        (IIndicator Indicator, Func<double> Read)[] all =
            [(sma, () => (double)sma.Value), (ema, () => ema.Value), (atr, () => atr.Value), (adx, () => adx.Value)];
        foreach (var bar in SampleBars.Walk(8))
        {
            foreach (var (indicator, read) in all)
                if (indicator.Count < indicator.WarmUp)
                    Assert.Equal("ORC-INDICATOR-001", Assert.Throws<DomainException>(() => read()).Code);
                else
                    Assert.True(double.IsFinite(read()));
            sma.Add(bar.Close);
            ema.Add((double)bar.Close);
            atr.Add(bar);
            adx.Add(bar);
        }

        Assert.Equal([3, 3, 4, 6], all.Select(a => a.Indicator.WarmUp));
    }

    [Fact]
    public void Indicators_OnceSettled_HaveForgottenWhereTheyBegan()
    {
        var walk = SampleBars.Walk(2_000);
        foreach (var length in (int[])[5, 14, 50])
        {
            AssertClose(AtrOf(walk, length), AtrOf([.. walk.TakeLast(new Atr(length).Settled)], length), 1e-6);
            AssertClose(AdxOf(walk, length), AdxOf([.. walk.TakeLast(new Adx(length).Settled)], length), 1e-6);
            AssertClose(EmaOf(walk, length), EmaOf([.. walk.TakeLast(new Ema(length).Settled)], length), 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void Indicators_OfALengthOutOfRange_AreRefused(int length)
    {
        Action[] all = [() => _ = new Sma(length), () => _ = new Ema(length), () => _ = new Atr(length), () => _ = new Adx(length)];

        Assert.All(all, make => Assert.Equal("ORC-INDICATOR-002", Assert.Throws<DomainException>(make).Code));
    }

    static double AtrOf(IReadOnlyList<Bar> bars, int length)
    {
        var atr = new Atr(length);
        foreach (var bar in bars)
            atr.Add(bar);
        return atr.Value;
    }

    static double AdxOf(IReadOnlyList<Bar> bars, int length)
    {
        var adx = new Adx(length);
        foreach (var bar in bars)
            adx.Add(bar);
        return adx.Value;
    }

    static double EmaOf(IReadOnlyList<Bar> bars, int length)
    {
        var ema = new Ema(length);
        foreach (var bar in bars)
            ema.Add((double)bar.Close);
        return ema.Value;
    }

    static List<decimal> Closes(int count) => [.. SampleBars.Walk(count).Select(bar => bar.Close)];

    // Of the value where it is above one, else absolute.
    static void AssertClose(double expected, double actual, double tolerance = Tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{actual:R} instead of {expected:R}");
}
