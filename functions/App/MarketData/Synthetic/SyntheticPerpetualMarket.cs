using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.MarketData.Synthetic;

/// <summary>
/// Perpetual contracts on the synthetic market: the index is its price, the mark <see cref="MarkPrice"/>, the bars its hours,
/// and each settlement's rate a draw from (seed, pair, time). It is no forecast of anything.
/// </summary>
/// <param name="spot">The prices.</param>
/// <param name="clock">Whose now is priced.</param>
/// <param name="seed">Of the rates.</param>
/// <param name="intervals">Hours between settlements by symbol, a divisor of 24; 8 for others.</param>
public sealed class SyntheticPerpetualMarket(
    SyntheticMarketData spot, TimeProvider clock, long seed, IReadOnlyDictionary<string, int>? intervals = null) : IPerpetualMarket
{
    // Rates of the years recorded at Bybit had a mean of 0.0153 % and were above zero in 85 of 100 settlements.
    const decimal MeanRate = 0.00015m;
    const decimal Spread = 0.0005m;

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation)
    {
        var quote = await spot.GetQuoteAsync(pair, cancellation);
        var now = clock.GetUtcNow();
        var interval = IntervalOf(pair);
        var last = Floor(now, interval);
        var rate = RateAt(pair, last);
        // The mark moves by the hour, not by the tick, so that an order a moment later meets the same price.
        var mark = MarkPrice.Of(quote.Last, rate, last + interval - Floor(now, Hour), interval);
        var factor = mark.Value / quote.Last.Value;
        var ofContract = new Quote(Scaled(quote.Bid, factor), Scaled(quote.Ask, factor), mark, quote.Time);
        return new PerpetualTicker(ofContract, mark, quote.Last, rate, last + interval, interval);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation)
    {
        var interval = IntervalOf(pair);
        var now = clock.GetUtcNow();
        var rates = new List<FundingRate>();
        for (var time = Floor(after, interval) + interval; time <= now; time += interval)
            rates.Add(new FundingRate(pair, time, RateAt(pair, time)));
        return Task.FromResult<IReadOnlyList<FundingRate>>(rates);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var bars = new List<Bar>();
        for (var open = Floor(after, Hour); open + Hour <= now; open += Hour)
        {
            var (from, to) = (spot.PriceAt(pair, open), spot.PriceAt(pair, open + Hour));
            bars.Add(new Bar(pair, open, Hour, from, Math.Max(from, to), Math.Min(from, to), to, 0m));
        }
        return Task.FromResult<IReadOnlyList<Bar>>(bars);
    }

    decimal RateAt(Pair pair, DateTimeOffset time)
    {
        var draw = Chance.Hash(seed, "funding", pair.Symbol, time.UtcTicks);
        var share = (decimal)(Chance.Share(draw) + Chance.Share(Chance.Mix(draw)) - 1.0);
        return decimal.Round(MeanRate + Spread * share, 8);
    }

    TimeSpan IntervalOf(Pair pair) => TimeSpan.FromHours(intervals?.GetValueOrDefault(pair.Symbol, 8) ?? 8);

    static Price Scaled(Price price, decimal factor) => new(price.Value * factor, price.Pair);

    static DateTimeOffset Floor(DateTimeOffset time, TimeSpan span) =>
        new(time.UtcTicks - time.UtcTicks % span.Ticks, TimeSpan.Zero);
}
