namespace Orchestrations.Domain.Performance;

/// <summary>
/// The value of a portfolio at the end of each day, in one currency, with no money paid in or out in between. From it come
/// the field's usual figures. Ratios are plain numbers, not money, so they are computed in floating point.
/// </summary>
public sealed class EquityCurve
{
    /// <summary>Crypto trades every day of the year: daily figures are annualised with 365.</summary>
    public const int DaysPerYear = 365;

    readonly List<(DateOnly Day, decimal Value)> points = [];

    /// <summary>The points so far, oldest first.</summary>
    public IReadOnlyList<(DateOnly Day, decimal Value)> Points => points;

    /// <summary>Adds the next day's value.</summary>
    /// <param name="day">After the last day added.</param>
    /// <param name="value">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is not later, or the value is negative.</exception>
    public void Add(DateOnly day, decimal value)
    {
        if (points.Count > 0)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(day, points[^1].Day);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        points.Add((day, value));
    }

    /// <summary>The largest fall from a peak to a later value, in per cent of the peak; 0 to 100.</summary>
    public decimal MaxDrawdownPercent
    {
        get
        {
            decimal peak = 0m, worst = 0m;
            foreach (var (_, value) in points)
            {
                peak = Math.Max(peak, value);
                if (peak > 0m)
                    worst = Math.Max(worst, (peak - value) / peak * 100m);
            }

            return worst;
        }
    }

    /// <summary>
    /// Sharpe ratio (Sharpe 1994) against a risk-free rate of zero: mean of the daily returns over their sample standard
    /// deviation, times the root of 365. Null below two returns, or when nothing ever moved.
    /// </summary>
    public double? Sharpe
    {
        get
        {
            var returns = DailyReturns();
            if (returns.Count < 2)
                return null;
            var mean = returns.Average();
            var deviation = Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Count - 1));
            return deviation > 0 ? mean / deviation * Math.Sqrt(DaysPerYear) : null;
        }
    }

    /// <summary>
    /// Sortino ratio (Sortino and Price 1994) with a target of zero: mean of the daily returns over the root mean square of
    /// the negative ones (over all days), times the root of 365. Null below two returns, or without a losing day.
    /// </summary>
    public double? Sortino
    {
        get
        {
            var returns = DailyReturns();
            if (returns.Count < 2)
                return null;
            var downside = Math.Sqrt(returns.Sum(r => r < 0 ? r * r : 0) / returns.Count);
            return downside > 0 ? returns.Average() / downside * Math.Sqrt(DaysPerYear) : null;
        }
    }

    /// <summary>
    /// Calmar ratio (Young 1991) over the whole curve: compound annual growth over the largest drawdown. Null for less than
    /// two points or without a drawdown.
    /// </summary>
    public double? Calmar
    {
        get
        {
            if (points.Count < 2 || points[0].Value <= 0m || MaxDrawdownPercent == 0m)
                return null;
            var years = (points[^1].Day.DayNumber - points[0].Day.DayNumber) / (double)DaysPerYear;
            var growth = Math.Pow((double)(points[^1].Value / points[0].Value), 1 / years) - 1;
            return growth / ((double)MaxDrawdownPercent / 100);
        }
    }

    List<double> DailyReturns()
    {
        var returns = new List<double>(points.Count);
        for (var i = 1; i < points.Count; i++)
            if (points[i - 1].Value > 0m)
                returns.Add((double)(points[i].Value / points[i - 1].Value - 1m));
        return returns;
    }
}
