using Orchestrations.Domain.Performance;

namespace Orchestrations.Domain.Tests.Performance;

public class DailyBookTests
{
    static readonly DateOnly before = new(2024, 1, 14);

    [Fact]
    public void Days_WithADeposit_HaveTheReturnsByHand()
    {
        var book = new DailyBook(before, 1_000m);

        // +10 %; then 900 come and 2,000 become 1,900: -5 %; then +5 %.
        var one = book.Add(before.AddDays(1), 1_100m, 0m);
        var two = book.Add(before.AddDays(2), 1_900m, 900m);
        var three = book.Add(before.AddDays(3), 1_995m, 0m);

        Assert.Equal((100m, 0.1m, 1.1m, 0m), (one.Profit, one.Return, one.Index, one.DrawdownPercent));
        Assert.Equal((-100m, -0.05m, 1.045m, 5m), (two.Profit, two.Return, two.Index, two.DrawdownPercent));
        Assert.Equal((95m, 0.05m, 1.09725m), (three.Profit, three.Return, three.Index));
        Assert.Equal(5m, book.Index.MaxDrawdownPercent);
    }

    [Fact]
    public void Ratios_OfTheIndex_AreThoseOfTheReturns()
    {
        var book = new DailyBook(before, 1_000m);
        book.Add(before.AddDays(1), 1_100m, 0m);
        book.Add(before.AddDays(2), 1_900m, 900m);

        // The returns +10 % and -5 % of EquityCurveTests, there without a deposit.
        Assert.Equal(0.025 / Math.Sqrt(2 * 0.075 * 0.075) * Math.Sqrt(365), book.Index.Sharpe!.Value, 12);
        Assert.Equal(0.025 / Math.Sqrt(0.05 * 0.05 / 2) * Math.Sqrt(365), book.Index.Sortino!.Value, 12);
    }

    [Fact]
    public void Day_BeforeAnyCapital_HasNoReturn()
    {
        var book = new DailyBook(before, 0m);

        Assert.Equal(0m, book.Add(before.AddDays(1), 0m, 0m).Return);
        Assert.Equal(0m, book.Add(before.AddDays(2), 500m, 500m).Return);
    }

    [Fact]
    public void Correlation_OfKnownSeries_IsPearsonsOfTheReturns()
    {
        var closes = Enumerable.Range(0, 40).Select(i => 100m + i % 3).ToList();
        var opposite = closes.Select(c => 1_000_000m / c).ToList();

        Assert.Equal(1m, Correlation.Of(closes, [.. closes.Select(c => c * 7m)])!.Value, 9);
        Assert.InRange(Correlation.Of(closes, opposite)!.Value, -1m, -0.999m);
        Assert.Null(Correlation.Of(closes, [.. closes.Select(_ => 5m)]));
        Assert.Null(Correlation.Of([.. closes.Take(30)], [.. closes.Take(30)]));
        Assert.NotNull(Correlation.Of([.. closes.Take(31)], [.. closes.Take(31)]));
        Assert.Throws<ArgumentException>(() => Correlation.Of(closes, [1m]));
    }
}
