namespace Orchestrations.Domain.Performance;

/// <summary>
/// A portfolio day by day, with capital that comes and goes. Returns are time-weighted: a deposit is no profit, and no
/// dilution of one. The ratios come from <see cref="EquityCurve"/> over the index.
/// </summary>
public sealed class DailyBook
{
    readonly List<DailyStatistics> days = [];
    decimal peak = 1m;

    /// <param name="before">The day before the first one; its end is the beginning.</param>
    /// <param name="opening">The value then; zero or more.</param>
    public DailyBook(DateOnly before, decimal opening)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(opening);
        Before = before;
        Opening = opening;
        Index.Add(before, 1m);
    }

    /// <summary>The day before the first one.</summary>
    public DateOnly Before { get; }

    /// <summary>The value at its end.</summary>
    public decimal Opening { get; }

    /// <summary>The days so far, oldest first.</summary>
    public IReadOnlyList<DailyStatistics> Days => days;

    /// <summary>The index as a curve: Sharpe, Sortino, Calmar and the largest drawdown.</summary>
    public EquityCurve Index { get; } = new();

    /// <summary>Adds the next day.</summary>
    /// <param name="day">After the last one.</param>
    /// <param name="closing">The value at its end; zero or more.</param>
    /// <param name="flow">What was brought in during the day, less what was taken out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is not later, or the value is negative.</exception>
    public DailyStatistics Add(DateOnly day, decimal closing, decimal flow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(closing);
        var opening = days.Count == 0 ? Opening : days[^1].Closing;
        var index = days.Count == 0 ? 1m : days[^1].Index;
        var profit = closing - opening - flow;
        var worked = opening + flow;
        var gained = worked > 0m ? profit / worked : 0m;
        index *= 1m + gained;
        // A return below -1 is a debt, which an index cannot show.
        index = Math.Max(0m, index);
        Index.Add(day, index);
        peak = Math.Max(peak, index);
        var statistics = new DailyStatistics(
            day, opening, closing, flow, profit, gained, index, (peak - index) / peak * 100m);
        days.Add(statistics);
        return statistics;
    }
}
