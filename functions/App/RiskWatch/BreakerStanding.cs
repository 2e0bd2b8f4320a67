using Orchestrations.Domain.Breaker;

namespace Orchestrations.App.RiskWatch;

/// <summary>Where the breaker of a portfolio stands, as shown to people and read by the risk rules. Amounts are in USDT.</summary>
/// <param name="Level">0 to 4.</param>
/// <param name="Since">Since when, UTC; null before the first valuation.</param>
/// <param name="Value">The last valuation.</param>
/// <param name="Peak">What it is measured against.</param>
/// <param name="Drawdown">The drawdown now, 0 to 1.</param>
/// <param name="Score">The smoothed one that the level follows.</param>
/// <param name="NextLevelAt">The value below which the next level begins; null at the last.</param>
/// <param name="CalmSince">Since when the level could be left; it is left after the cool-down. Null when it could not.</param>
/// <param name="ValuedAt">The last valuation's time, UTC; null before the first.</param>
/// <param name="DayStart">What the portfolio was worth when the day began, with what came and went since counted in.</param>
/// <param name="Day">That day.</param>
/// <param name="EntriesAllowed">False when entries are refused.</param>
/// <param name="Halted">True when only a person can release it.</param>
public sealed record BreakerStanding(
    int Level, DateTimeOffset? Since, decimal Value, decimal Peak, decimal Drawdown, decimal Score, decimal? NextLevelAt,
    DateTimeOffset? CalmSince, DateTimeOffset? ValuedAt, decimal? DayStart, DateOnly? Day, bool EntriesAllowed, bool Halted)
{
    internal static BreakerStanding Never { get; } = new(0, null, 0m, 0m, 0m, 0m, null, null, null, null, null, true, false);

    internal BreakerLevel AsLevel => (BreakerLevel)Level;

    internal BreakerActions Actions => BreakerActions.Of(AsLevel);

    internal static BreakerStanding Of(BreakerItem item, BreakerParameters parameters)
    {
        var actions = BreakerActions.Of((BreakerLevel)item.Level);
        return new BreakerStanding(
            item.Level, item.LevelSince, item.Value, item.Peak, item.Raw, item.Score,
            item.Level < 4 ? item.Peak * (1m - parameters.Thresholds[item.Level]) : null,
            item.CalmSince, item.Time, item.Day.Opening + item.Day.Flow, item.Day.Day, actions.Entries, actions.Halts);
    }
}
