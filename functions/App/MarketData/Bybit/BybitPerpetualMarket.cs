using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;
using static Orchestrations.App.MarketData.Bybit.BybitReading;

namespace Orchestrations.App.MarketData.Bybit;

/// <summary>
/// Live contract prices, funding and rules from Bybit's public V5 endpoints; no key is needed. Failed requests are repeated
/// with pauses; what still fails is <see cref="MarketDataUnavailableException"/>.
/// </summary>
public sealed class BybitPerpetualMarket : IPerpetualMarket
{
    const int MostRates = 200;
    const int MostBars = 1000;

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly BybitPublicClient client;
    readonly TimeProvider clock;

    /// <param name="http">Sends the requests; its owner disposes it.</param>
    /// <param name="clock">Measures pauses and spans.</param>
    /// <param name="options">Null for the defaults.</param>
    public BybitPerpetualMarket(HttpClient http, TimeProvider clock, BybitMarketOptions? options = null)
    {
        client = new BybitPublicClient(http, clock, options ?? new BybitMarketOptions());
        this.clock = clock;
    }

    /// <inheritdoc />
    public Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation) => AskAsync(pair, async () =>
    {
        var instrument = await ReadInstrumentAsync(pair, cancellation);
        var (result, time) = await client.GetAsync(
            $"/v5/market/tickers?category=linear&symbol={pair.Symbol}",
            BybitJson.Default.BybitEnvelopeBybitLinearTickers, cancellation);
        var row = result.List?.FirstOrDefault(ticker => ticker.Symbol == pair.Symbol)
            ?? throw new MarketDataUnavailableException(pair, "Bybit's contract tickers do not list it");
        var quote = new Quote(Of(row.Bid1Price), Of(row.Ask1Price), Of(row.LastPrice), time);
        return new PerpetualTicker(
            quote, Of(row.MarkPrice), Of(row.IndexPrice), SignedNumber(row.FundingRate), Time(row.NextFundingTime),
            TimeSpan.FromMinutes(instrument.FundingInterval));

        Price Of(string text) => new(Number(text), pair);
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) => AskAsync(pair, async () =>
    {
        var rates = new List<FundingRate>();
        var end = clock.GetUtcNow();
        while (true)
        {
            // Both ends are given: startTime alone is an error.
            var query = FormattableString.Invariant($"/v5/market/funding/history?category=linear&symbol={pair.Symbol}&limit={MostRates}")
                + FormattableString.Invariant($"&startTime={after.ToUnixTimeMilliseconds() + 1}&endTime={end.ToUnixTimeMilliseconds()}");
            var (result, _) = await client.GetAsync(query, BybitJson.Default.BybitEnvelopeBybitFundingHistory, cancellation);
            var page = (result.List ?? [])
                .Select(row => new FundingRate(pair, Time(row.FundingRateTimestamp), SignedNumber(row.FundingRate)))
                .Where(rate => rate.Time > after && rate.Time <= end).OrderBy(rate => rate.Time).ToList();
            rates.InsertRange(0, page);
            if (page.Count < MostRates)
                return (IReadOnlyList<FundingRate>)rates;
            end = page[0].Time.AddMilliseconds(-1);
        }
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) => AskAsync(pair, async () =>
    {
        var bars = new List<Bar>();
        var end = clock.GetUtcNow();
        while (true)
        {
            var start = after.ToUnixTimeMilliseconds() - (long)Hour.TotalMilliseconds;
            var query = FormattableString.Invariant($"/v5/market/mark-price-kline?category=linear&symbol={pair.Symbol}&interval=60")
                + FormattableString.Invariant($"&limit={MostBars}&start={start}&end={end.ToUnixTimeMilliseconds()}");
            var (result, time) = await client.GetAsync(query, BybitJson.Default.BybitEnvelopeBybitKlines, cancellation);
            // Newest first, and the newest is still open.
            var page = (result.List ?? []).Select(row => BarOf(pair, row)).OrderBy(bar => bar.OpenTime).ToList();
            bars.InsertRange(0, page.Where(bar => bar.CloseTime > after && bar.CloseTime <= time));
            if (page.Count < MostBars)
                return (IReadOnlyList<Bar>)bars;
            end = page[0].OpenTime.AddMilliseconds(-1);
        }
    });

    /// <summary>The rules of a contract as Bybit states them now.</summary>
    /// <param name="pair">The contract.</param>
    /// <param name="takerFeeRate">The account's taker fee as a share, which no public endpoint states.</param>
    /// <param name="maintenanceMarginRate">The first risk tier's, which another endpoint states (<c>market/risk-limit</c>).</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <exception cref="UnknownInstrumentException">Bybit does not trade the contract.</exception>
    /// <exception cref="MarketDataUnavailableException">There was no usable answer.</exception>
    public Task<PerpetualInstrument> GetInstrumentAsync(
        Pair pair, decimal takerFeeRate, decimal maintenanceMarginRate, CancellationToken cancellation) =>
        AskAsync(pair, async () =>
        {
            var row = await ReadInstrumentAsync(pair, cancellation);
            return new PerpetualInstrument(
                pair, Number(row.PriceFilter.TickSize), Number(row.LotSizeFilter.QtyStep), Number(row.LotSizeFilter.MinOrderQty),
                Number(row.LotSizeFilter.MinNotionalValue), Number(row.LotSizeFilter.MaxMktOrderQty),
                TimeSpan.FromMinutes(row.FundingInterval), Number(row.LeverageFilter.MaxLeverage), maintenanceMarginRate,
                takerFeeRate);
        });

    async Task<BybitLinearInstrument> ReadInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        var (result, _) = await client.GetAsync(
            $"/v5/market/instruments-info?category=linear&symbol={pair.Symbol}",
            BybitJson.Default.BybitEnvelopeBybitLinearInstruments, cancellation);
        return result.List?.FirstOrDefault(item => item.Symbol == pair.Symbol && item.Status == "Trading")
            ?? throw new UnknownInstrumentException(pair);
    }

    static Bar BarOf(Pair pair, IReadOnlyList<string> row) => row.Count >= 5
        ? new Bar(pair, Time(row[0]), Hour, Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4]), 0m)
        : throw new FormatException("a bar has too few columns");
}
