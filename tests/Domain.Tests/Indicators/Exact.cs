using System.Numerics;
using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Tests.Indicators;

/// <summary>
/// The references for the indicators, by another route than theirs: whole numbers of 10^-60 (BigInteger) instead of binary
/// floating point, and each figure summed up from its definition with explicit weights instead of carried along from bar to
/// bar. Wilder's average at t is q^k times the first mean plus the sum of q^(t-i) x_i / n, with q = (n - 1) / n.
/// </summary>
static class Exact
{
    static readonly BigInteger one = BigInteger.Pow(10, 60);

    public static double Mean(IReadOnlyList<decimal> values, int length) =>
        ToDouble(values.Skip(values.Count - length).Select(Of).Aggregate(BigInteger.Zero, (sum, v) => sum + v) / length);

    public static double Exponential(IReadOnlyList<decimal> values, int length)
    {
        // Weight 2 / (n + 1), so what is kept is (n - 1) / (n + 1).
        var first = values.Take(length).Select(Of).Aggregate(BigInteger.Zero, (sum, v) => sum + v) / length;
        var sum = first * Power(length - 1, length + 1, values.Count - length);
        for (var i = length; i < values.Count; i++)
            sum += Of(values[i]) * 2 / (length + 1) * Power(length - 1, length + 1, values.Count - 1 - i);
        return ToDouble(sum / one);
    }

    public static double TrueRange(IReadOnlyList<Bar> bars, int length)
    {
        var ranges = Enumerable.Range(1, bars.Count - 1).Select(i => Largest(
            Of(bars[i].High) - Of(bars[i].Low),
            BigInteger.Abs(Of(bars[i].High) - Of(bars[i - 1].Close)),
            BigInteger.Abs(Of(bars[i].Low) - Of(bars[i - 1].Close)))).ToList();
        return ToDouble(WilderMean(ranges, length));
    }

    public static double Directional(IReadOnlyList<Bar> bars, int length)
    {
        var up = new List<BigInteger>();
        var down = new List<BigInteger>();
        for (var i = 1; i < bars.Count; i++)
        {
            var rise = Of(bars[i].High) - Of(bars[i - 1].High);
            var fall = Of(bars[i - 1].Low) - Of(bars[i].Low);
            up.Add(rise > fall && rise.Sign > 0 ? rise : 0);
            down.Add(fall > rise && fall.Sign > 0 ? fall : 0);
        }
        var indices = new List<BigInteger>();
        for (var count = length; count <= up.Count; count++)
        {
            var (plus, minus) = (WilderSum(up, count, length), WilderSum(down, count, length));
            var sum = plus + minus;
            indices.Add(sum.IsZero ? 0 : 100 * one * BigInteger.Abs(plus - minus) / sum);
        }
        return ToDouble(WilderMean(indices, length));
    }

    static BigInteger WilderMean(List<BigInteger> values, int n)
    {
        var first = values.Take(n).Aggregate(BigInteger.Zero, (sum, v) => sum + v) / n;
        var sum = first * Power(n - 1, n, values.Count - n);
        for (var i = n; i < values.Count; i++)
            sum += values[i] / n * Power(n - 1, n, values.Count - 1 - i);
        return sum / one;
    }

    static BigInteger WilderSum(List<BigInteger> values, int count, int n)
    {
        var first = values.Take(n).Aggregate(BigInteger.Zero, (sum, v) => sum + v);
        var sum = first * Power(n - 1, n, count - n);
        for (var i = n; i < count; i++)
            sum += values[i] * Power(n - 1, n, count - 1 - i);
        return sum / one;
    }

    static BigInteger Power(int numerator, int denominator, int exponent) =>
        one * BigInteger.Pow(numerator, exponent) / BigInteger.Pow(denominator, exponent);

    static BigInteger Largest(BigInteger a, BigInteger b, BigInteger c) => BigInteger.Max(a, BigInteger.Max(b, c));

    static BigInteger Of(decimal value) => new BigInteger(value * 1_000_000m) * BigInteger.Pow(10, 54);

    static double ToDouble(BigInteger value) => (double)(value / BigInteger.Pow(10, 42)) / 1e18;
}
