using Orchestrations.Domain.Breaker;

namespace Orchestrations.App.RiskWatch;

/// <summary>The breaker as stored under <c>breaker</c>, with the day it stands in; the head that serialises writers.</summary>
/// <param name="Peak">The highest value believed.</param>
/// <param name="Value">The last valuation.</param>
/// <param name="Capital">What was brought in by then.</param>
/// <param name="Raw">The last drawdown.</param>
/// <param name="Smoothed">The average drawdown.</param>
/// <param name="Score">The drawdown the level follows.</param>
/// <param name="Level">0 to 4.</param>
/// <param name="LevelSince">Since when, UTC.</param>
/// <param name="CalmSince">Since when the level could be left; null when it could not.</param>
/// <param name="Time">The last valuation's time, UTC.</param>
/// <param name="Changes">How many changes of level and releases there were; names the history.</param>
/// <param name="Run">The run that valued it last.</param>
/// <param name="LevelBefore">The level before that run.</param>
/// <param name="Brought">The capital by coin, to see what came and went since.</param>
/// <param name="Day">The day it stands in, so far.</param>
sealed record BreakerItem(
    decimal Peak, decimal Value, decimal Capital, decimal Raw, decimal Smoothed, decimal Score, int Level,
    DateTimeOffset LevelSince, DateTimeOffset? CalmSince, DateTimeOffset Time, long Changes, string Run, int LevelBefore,
    IReadOnlyList<BroughtItem> Brought, DayItem Day)
{
    public static string ChangeId(long number) =>
        "change-" + number.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);

    public BreakerState ToState() => new(
        Peak, Value, Capital, Raw, Smoothed, (BreakerLevel)Level, LevelSince, CalmSince, Time) { Score = Score };

    public static BreakerItem From(BreakerState s, string run, int before, IReadOnlyList<BroughtItem> brought, DayItem day, long changes) =>
        new(
            s.Peak, s.Value, s.Capital, s.Raw, s.Smoothed, s.Score, (int)s.Level, s.LevelSince, s.CalmSince, s.Time, changes, run,
            before, brought, day);
}

/// <summary>Capital brought in, in one coin.</summary>
/// <param name="Asset">The coin.</param>
/// <param name="Amount">How much by now.</param>
sealed record BroughtItem(string Asset, decimal Amount);

/// <summary>A day as stored under <c>day-&lt;yyyyMMdd&gt;</c> once it is over.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Opening">The value at its beginning.</param>
/// <param name="Closing">The last value seen in it.</param>
/// <param name="Flow">What was brought in during it, less what was taken out.</param>
sealed record DayItem(DateOnly Day, decimal Opening, decimal Closing, decimal Flow)
{
    public string Id => IdOf(Day);

    public static string IdOf(DateOnly day) => "day-" + day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
