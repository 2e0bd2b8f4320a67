using Orchestrations.Domain.Performance;

namespace Orchestrations.Domain.Tests.Performance;

public class EquityCurveTests
{
    static EquityCurve Curve(params decimal[] values)
    {
        var curve = new EquityCurve();
        for (var i = 0; i < values.Length; i++)
            curve.Add(new DateOnly(2024, 1, 1).AddDays(i), values[i]);
        return curve;
    }

    [Fact]
    public void MaxDrawdown_FallFromPeak_IsMeasuredFromTheHighestValueBefore() =>
        Assert.Equal(50m, Curve(100, 200, 150, 100, 180, 120).MaxDrawdownPercent);

    [Fact]
    public void MaxDrawdown_OnlyRising_IsZero() => Assert.Equal(0m, Curve(1, 2, 3).MaxDrawdownPercent);

    [Fact]
    public void Sharpe_TwoKnownReturns_MatchesHandComputation()
    {
        // Returns +10 % and -5 %: mean 0.025, sample deviation sqrt(2 * 0.075^2 / 1) = 0.1060660...
        var expected = 0.025 / Math.Sqrt(2 * 0.075 * 0.075) * Math.Sqrt(365);
        Assert.Equal(expected, Curve(100, 110, 104.5m).Sharpe!.Value, 12);
    }

    [Fact]
    public void Sortino_OneLosingDayOfTwo_MatchesHandComputation()
    {
        // Downside: sqrt(0.05^2 / 2).
        var expected = 0.025 / Math.Sqrt(0.05 * 0.05 / 2) * Math.Sqrt(365);
        Assert.Equal(expected, Curve(100, 110, 104.5m).Sortino!.Value, 12);
    }

    [Fact]
    public void Calmar_DoubledInAYearAfterHalving_IsTwo()
    {
        var curve = new EquityCurve();
        curve.Add(new DateOnly(2023, 1, 1), 100m);
        curve.Add(new DateOnly(2023, 6, 1), 50m);
        curve.Add(new DateOnly(2024, 1, 1), 200m);
        Assert.Equal(2.0, curve.Calmar!.Value, 12);
    }

    [Fact]
    public void Ratios_TooFewPoints_AreNull()
    {
        Assert.Null(Curve(100).Sharpe);
        Assert.Null(Curve(100).Sortino);
        Assert.Null(Curve(100).Calmar);
    }

    [Fact]
    public void Add_DayNotLater_IsRefused()
    {
        var curve = Curve(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.Add(new DateOnly(2024, 1, 1), 1m));
    }
}
