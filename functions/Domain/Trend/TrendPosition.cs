using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Trend;

/// <summary>A position of the trend strategy: always long, always with a stop.</summary>
/// <param name="Quantity">How much, in the base coin; above zero.</param>
/// <param name="EntryPrice">What was paid on average.</param>
/// <param name="EnteredAt">When, UTC.</param>
/// <param name="Stop">Where it is closed at a loss or with what is left of a gain.</param>
public sealed record TrendPosition(Quantity Quantity, Price EntryPrice, DateTimeOffset EnteredAt, Price Stop)
{
    /// <summary>Whether the strategy closes the position at the reading's close.</summary>
    /// <param name="reading">What is seen.</param>
    /// <param name="now">The time, UTC; the time stop counts to it.</param>
    /// <param name="parameters">The numbers.</param>
    public TrendExit Exit(TrendReading reading, DateTimeOffset now, TrendParameters parameters)
    {
        if (reading.Close <= Stop.Value)
            return TrendExit.StopPassed;
        if (reading.Close < reading.SlowAverage)
            return TrendExit.BelowSlowAverage;
        return now - EnteredAt >= parameters.MaxHold ? TrendExit.HeldLongEnough : TrendExit.None;
    }

    /// <summary>
    /// The position with its stop trailed behind the reading's close; the same when that would move the stop down.
    /// </summary>
    /// <param name="reading">What is seen.</param>
    /// <param name="parameters">The numbers.</param>
    /// <param name="tick">The stop is a multiple of this, rounded down.</param>
    /// <param name="stopFactor">How much wider than usual stops are set: 1, or more while the breaker says so.</param>
    public TrendPosition Trail(TrendReading reading, TrendParameters parameters, decimal tick, decimal stopFactor = 1m)
    {
        var stop = TrendStop.Below(reading.Close, reading.Atr * parameters.TrailingStop * stopFactor, Stop.Pair, tick);
        return stop is { } higher && higher.CompareTo(Stop) > 0 ? this with { Stop = higher } : this;
    }
}
