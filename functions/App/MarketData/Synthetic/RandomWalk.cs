using System.Globalization;

namespace Orchestrations.App.MarketData.Synthetic;

/// <summary>
/// A Brownian path as a pure function of (seed, name, time): daily steps added up from a fixed day, and between two days a
/// Brownian bridge refined by halving (Lévy's construction). So a path has no state to keep: after a restart it goes on as
/// if nothing had happened, and asking for one time never changes another.
/// Only addition, multiplication, division and square root are used, which IEEE 754 rounds alike on every machine; the
/// library's exp and log are not.
/// </summary>
sealed class RandomWalk(long seed, string name, double annualVolatility)
{
    // Below a quarter of a minute: finer than any bucket that is asked for in practice.
    const int Halvings = 13;

    static readonly DateTimeOffset Anchor = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly double dailyVolatility = annualVolatility / Math.Sqrt(365.0);
    readonly Lock gate = new();
    readonly List<double> after = [0.0];
    readonly List<double> before = [0.0];

    /// <summary>The factor by which the price at a time differs from the price at the anchor; above zero.</summary>
    public double Factor(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - Anchor.UtcTicks;
        var day = (int)Math.Floor((double)ticks / TimeSpan.TicksPerDay);
        var within = (double)(ticks - day * TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay;
        return Exp(within == 0.0 ? Level(day) : Bridge(day, within));
    }

    /// <summary>A draw for a day that is independent of the path, 0 to below 1.</summary>
    public double Draw(DateTimeOffset day) => Chance.Share(Chance.Hash(seed, name, "volume", day.UtcTicks));

    double Level(int day)
    {
        lock (gate)
        {
            var levels = day >= 0 ? after : before;
            var sign = day >= 0 ? 1 : -1;
            while (levels.Count <= Math.Abs(day))
                levels.Add(levels[^1] + dailyVolatility * Normal("day", (long)sign * levels.Count));
            return levels[Math.Abs(day)];
        }
    }

    double Bridge(int day, double within)
    {
        var (low, high) = (Level(day), Level(day + 1));
        var (from, width) = (0.0, 1.0);
        var purpose = day.ToString(CultureInfo.InvariantCulture);
        long node = 1;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2.0 + dailyVolatility * Math.Sqrt(width) / 2.0 * Normal(purpose, node);
            width /= 2.0;
            if (within < from + width)
                (high, node) = (middle, node * 2);
            else
                (low, from, node) = (middle, from + width, node * 2 + 1);
        }
        return low + (high - low) * (within - from) / width;
    }

    // The sum of twelve uniform draws has variance 1 and, for prices, is near enough to normal; its tails end at six.
    double Normal(string purpose, long step)
    {
        var draw = Chance.Hash(seed, name, purpose, step);
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Chance.Share(draw);
            draw = Chance.Mix(draw);
        }
        return sum;
    }

    // e^x as (e^(x/1024))^1024, the inner one by its series. Exact enough for prices: the error is below 1e-11 of the value.
    static double Exp(double x)
    {
        x = Math.Clamp(x, -12.0, 12.0) / 1024.0;
        var value = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0))));
        for (var i = 0; i < 10; i++)
            value *= value;
        return value;
    }
}
