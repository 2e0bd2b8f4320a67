using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Trend;

/// <summary>Where stops are set. A stop that is set only ever moves up: widening applies to stops set afterwards.</summary>
public static class TrendStop
{
    /// <summary>The first stop below an entry; null when the distance is not smaller than the price, which no stop can serve.</summary>
    /// <param name="entry">The entry price.</param>
    /// <param name="atr">The average true range, above zero, in quote units per base unit.</param>
    /// <param name="parameters">The numbers.</param>
    /// <param name="tick">The stop is a multiple of this, rounded down.</param>
    /// <param name="stopFactor">How much wider than usual it is set: 1, or more while the breaker says so.</param>
    public static Price? Initial(Price entry, decimal atr, TrendParameters parameters, decimal tick, decimal stopFactor = 1m) =>
        Below(entry.Value, atr * parameters.InitialStop * stopFactor, entry.Pair, tick);

    internal static Price? Below(decimal price, decimal distance, Pair pair, decimal tick)
    {
        // A distance of zero would be a stop at the price itself: no protection and no size.
        if (distance <= 0m)
            return null;
        var stop = Rounding.Down(price - distance, tick);
        return stop > 0m ? new Price(stop, pair) : null;
    }
}
