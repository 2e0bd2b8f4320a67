using System.Collections.Concurrent;
using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.Synthetic;

/// <summary>
/// A made-up market: a geometric random walk for each pair, a pure function of (seed, pair, time bucket). It prices any pair
/// at any time, goes on unchanged after a restart, and is no forecast of anything.
/// </summary>
/// <remarks>
/// The walk's shape is computed in binary floating point; the price is then rounded to the tick and is decimal from there on.
/// </remarks>
public sealed class SyntheticMarketData : IMarketData
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly TimeProvider clock;
    readonly long seed;
    readonly SyntheticMarketDataOptions options;
    readonly ConcurrentDictionary<Pair, RandomWalk> walks = new();

    /// <param name="clock">Whose now is priced.</param>
    /// <param name="seed">One seed, one market.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SyntheticMarketData(TimeProvider clock, long seed, SyntheticMarketDataOptions? options = null)
    {
        this.clock = clock;
        this.seed = seed;
        this.options = options ?? new SyntheticMarketDataOptions();
        this.options.Check();
    }

    /// <inheritdoc />
    public string Description => string.Create(CultureInfo.InvariantCulture, $"synthetic market, seed {seed}");

    /// <inheritdoc />
    /// <remarks>The price is that of the bucket's start; the quote's time is now, because nothing newer exists.</remarks>
    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var last = PriceAt(pair, now);
        var share = options.HalfSpreadBasisPoints / 10_000m;
        var bid = Math.Max(options.TickSize, OnTick(Rounding.Down(last * (1m - share), options.TickSize)));
        var ask = OnTick(Rounding.Up(last * (1m + share), options.TickSize));
        return Task.FromResult(new Quote(new Price(bid, pair), new Price(ask, pair), new Price(last, pair), now));
    }

    /// <inheritdoc />
    /// <remarks>High and low are those of the hours' prices, so a price within the hour may lie outside them.</remarks>
    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var today = Floor(clock.GetUtcNow(), Day);
        var bars = new Bar[count];
        for (var i = 0; i < count; i++)
            bars[i] = BarOf(pair, today - Day * (count - i));
        return Task.FromResult<IReadOnlyList<Bar>>(bars);
    }

    /// <summary>The price of a pair in the bucket that holds a time, in quote units.</summary>
    public decimal PriceAt(Pair pair, DateTimeOffset time)
    {
        var at = options.BasePrices.GetValueOrDefault(pair.Symbol, options.OtherBasePrice)
            * (decimal)WalkOf(pair).Factor(Floor(time, options.Bucket));
        return Math.Max(options.TickSize, OnTick(Rounding.Down(at, options.TickSize)));
    }

    Bar BarOf(Pair pair, DateTimeOffset day)
    {
        var open = PriceAt(pair, day);
        var close = PriceAt(pair, day + Day);
        var (low, high) = (Math.Min(open, close), Math.Max(open, close));
        for (var hour = 1; hour < 24; hour++)
        {
            var price = PriceAt(pair, day.AddHours(hour));
            (low, high) = (Math.Min(low, price), Math.Max(high, price));
        }
        var volume = decimal.Round(1_000m + 9_000m * (decimal)WalkOf(pair).Draw(day), 3);
        return new Bar(pair, day, Day, open, high, low, close, volume);
    }

    RandomWalk WalkOf(Pair pair) => walks.GetOrAdd(
        pair,
        static (key, market) => new RandomWalk(market.seed, key.Symbol, market.options.AnnualVolatility),
        this);

    // The value stays; the zeros that multiplication left behind it go.
    decimal OnTick(decimal price) => decimal.Round(price, options.TickSize.Scale);

    static DateTimeOffset Floor(DateTimeOffset time, TimeSpan span) =>
        new(time.UtcTicks - time.UtcTicks % span.Ticks, TimeSpan.Zero);
}
