namespace Orchestrations.Domain.Breaker;

/// <summary>
/// The breaker between two valuations; everything that a restart must not forget. The rules:
/// <list type="bullet">
/// <item>The drawdown that counts is the least of three: this valuation's, the one before's, and their exponential average,
/// as passivbot takes the least of the raw and the smoothed one. So no single valuation trips a level, nor does one that
/// is wrong for a moment; a fall that lasts does, within about the smoothing time.</item>
/// <item>A peak is believed at its second valuation: the lesser of two counts.</item>
/// <item>Levels rise at once to where the drawdown is, and fall one at a time, each after a whole cool-down below its
/// threshold less the hysteresis.</item>
/// <item>The last level never falls by itself: a person releases it with a reason, and the peak begins anew.</item>
/// <item>Capital that comes or goes scales the peak, so that it leaves the drawdown as it was.</item>
/// </list>
/// </summary>
/// <param name="Peak">The highest value believed, scaled by what came and went since.</param>
/// <param name="Value">The last valuation.</param>
/// <param name="Capital">The capital at the last valuation.</param>
/// <param name="Raw">The last valuation's drawdown, 0 to 1.</param>
/// <param name="Smoothed">The average drawdown.</param>
/// <param name="Level">The level.</param>
/// <param name="LevelSince">Since when, UTC.</param>
/// <param name="CalmSince">Since when the drawdown is low enough to leave the level; null when it is not.</param>
/// <param name="Time">The last valuation's time, UTC.</param>
public sealed record BreakerState(
    decimal Peak,
    decimal Value,
    decimal Capital,
    decimal Raw,
    decimal Smoothed,
    BreakerLevel Level,
    DateTimeOffset LevelSince,
    DateTimeOffset? CalmSince,
    DateTimeOffset Time)
{
    /// <summary>The drawdown that the level follows.</summary>
    public decimal Score { get; init; }

    /// <summary>The breaker at its first valuation.</summary>
    public static BreakerState First(BreakerTick tick) =>
        new(Math.Max(0m, tick.Value), tick.Value, tick.Capital, 0m, 0m, BreakerLevel.Normal, tick.Time, null, tick.Time);

    /// <summary>The breaker after one more valuation; this when it is not later than the last.</summary>
    public BreakerState Next(BreakerTick tick, BreakerParameters parameters)
    {
        if (tick.Time <= Time)
            return this;
        var scale = Scale(tick);
        var peak = Math.Max(Peak * scale, Math.Min(Value * scale, tick.Value));
        var raw = peak > 0m ? Math.Clamp((peak - tick.Value) / peak, 0m, 1m) : 0m;
        var smoothed = Smoothed + (raw - Smoothed) * Weight(tick.Time - Time, parameters.Smoothing);
        var score = Math.Min(smoothed, Math.Min(raw, Raw));
        var next = this with
        {
            Peak = peak, Value = tick.Value, Capital = tick.Capital, Raw = raw, Smoothed = smoothed, Score = score,
            Time = tick.Time,
        };
        var reached = LevelOf(score, parameters);
        return reached > Level
            ? next with { Level = reached, LevelSince = tick.Time, CalmSince = null }
            : next.Calm(parameters);
    }

    /// <summary>The breaker after a person released it: no level, and the peak begins anew at the last valuation.</summary>
    /// <param name="now">When, UTC.</param>
    public BreakerState Released(DateTimeOffset now) => this with
    {
        Peak = Math.Max(0m, Value), Raw = 0m, Smoothed = 0m, Score = 0m, Level = BreakerLevel.Normal, LevelSince = now, CalmSince = null,
    };

    /// <summary>The level that a drawdown reaches.</summary>
    public static BreakerLevel LevelOf(decimal drawdown, BreakerParameters parameters) =>
        (BreakerLevel)parameters.Thresholds.Count(threshold => drawdown >= threshold);

    BreakerState Calm(BreakerParameters parameters)
    {
        // The raw drawdown: leaving waits for what is, not for the average to follow.
        if (Level is BreakerLevel.Normal or BreakerLevel.Emergency
            || Raw >= parameters.Thresholds[(int)Level - 1] - parameters.Hysteresis)
            return this with { CalmSince = null };
        if (CalmSince is not { } since)
            return this with { CalmSince = Time };
        // The next level down begins its own cool-down now.
        return Time - since >= parameters.Cooldown
            ? this with { Level = Level - 1, LevelSince = Time, CalmSince = null }
            : this;
    }

    decimal Scale(BreakerTick tick)
    {
        var flow = tick.Capital - Capital;
        var before = tick.Value - flow;
        return flow == 0m || before <= 0m || tick.Value <= 0m ? 1m : tick.Value / before;
    }

    // The backward Euler step of an exponential average: t / (t + smoothing), a plain fraction for any time between two ticks.
    static decimal Weight(TimeSpan passed, TimeSpan smoothing) =>
        (decimal)passed.Ticks / (passed.Ticks + smoothing.Ticks);
}
