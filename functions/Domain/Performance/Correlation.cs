namespace Orchestrations.Domain.Performance;

/// <summary>How alike two series of prices move.</summary>
public static class Correlation
{
    /// <summary>The fewest returns that say anything: 30.</summary>
    public const int FewestReturns = 30;

    /// <summary>
    /// Pearson's coefficient of the returns from close to close, -1 to 1; null for fewer than
    /// <see cref="FewestReturns"/> returns, or when one series never moved.
    /// </summary>
    /// <param name="first">Closes above zero, oldest first.</param>
    /// <param name="second">The closes of the same times.</param>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static decimal? Of(IReadOnlyList<decimal> first, IReadOnlyList<decimal> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException("The series differ in length.", nameof(second));
        if (first.Count <= FewestReturns)
            return null;
        var (a, b) = (Returns(first), Returns(second));
        var (meanA, meanB) = (a.Average(), b.Average());
        double both = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        return squareA > 0 && squareB > 0 ? (decimal)Math.Clamp(both / Math.Sqrt(squareA * squareB), -1, 1) : null;
    }

    static double[] Returns(IReadOnlyList<decimal> closes) =>
        [.. Enumerable.Range(1, closes.Count - 1).Select(i => (double)(closes[i] / closes[i - 1]) - 1)];
}
