using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using static Orchestrations.App.MarketData.Bybit.BybitReading;

namespace Orchestrations.App.MarketData.Bybit;

/// <summary>
/// Live spot prices and instrument rules from Bybit's public V5 endpoints; no key is needed.
/// Failed requests are repeated with pauses; what still fails is <see cref="MarketDataUnavailableException"/>.
/// </summary>
public sealed class BybitPublicMarketData : IMarketData, IMarketClock
{
    const int MaxRows = 1000;

    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly BybitPublicClient client;

    /// <param name="http">Sends the requests; its owner disposes it.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <param name="options">Null for the defaults.</param>
    public BybitPublicMarketData(HttpClient http, TimeProvider clock, BybitMarketOptions? options = null)
    {
        options ??= new BybitMarketOptions();
        client = new BybitPublicClient(http, clock, options);
        Description = $"Bybit public market data ({options.BaseAddress.Host})";
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation) => AskAsync(pair, async () =>
    {
        var (result, time) = await client.GetAsync(
            $"/v5/market/tickers?category=spot&symbol={pair.Symbol}", BybitJson.Default.BybitEnvelopeBybitTickers, cancellation);
        var ticker = result.List?.FirstOrDefault(row => row.Symbol == pair.Symbol)
            ?? throw new MarketDataUnavailableException(pair, "Bybit's tickers do not list it");
        var quote = new Quote(Of(ticker.Bid1Price), Of(ticker.Ask1Price), Of(ticker.LastPrice), time);
        return quote.Bid.Value <= quote.Ask.Value
            ? quote
            : throw new MarketDataUnavailableException(pair, $"Bybit's bid {quote.Bid} lies above its ask {quote.Ask}");

        Price Of(string text) => new(Number(text), pair);
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return AskAsync(pair, () => ReadBarsAsync(pair, count, cancellation));
    }

    /// <summary>The rules of a pair as Bybit states them now.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="takerFeeRate">The account's taker fee as a share, which no public endpoint states.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <exception cref="UnknownInstrumentException">Bybit does not trade the pair on spot.</exception>
    /// <exception cref="MarketDataUnavailableException">There was no usable answer.</exception>
    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, decimal takerFeeRate, CancellationToken cancellation) =>
        AskAsync(pair, async () =>
        {
            var (result, _) = await client.GetAsync(
                $"/v5/market/instruments-info?category=spot&symbol={pair.Symbol}",
                BybitJson.Default.BybitEnvelopeBybitInstruments,
                cancellation);
            var row = result.List?.FirstOrDefault(item => item.Symbol == pair.Symbol && item.Status == "Trading")
                ?? throw new UnknownInstrumentException(pair);
            var lot = row.LotSizeFilter;
            return new SpotInstrument(
                pair,
                Number(row.PriceFilter.TickSize),
                Number(lot.BasePrecision),
                Number(lot.QuotePrecision),
                Number(lot.MinOrderAmt),
                Number(lot.MaxMarketOrderQty ?? lot.MaxOrderQty),
                Number(lot.MaxLimitOrderQty ?? lot.MaxOrderQty),
                Number(row.RiskParameters?.PriceLimitRatioX ?? "0"),
                takerFeeRate);
        });

    /// <summary>Bybit's clock, UTC.</summary>
    /// <exception cref="HttpRequestException">There was no usable answer.</exception>
    public async Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation)
    {
        try
        {
            var (result, _) = await client.GetAsync("/v5/market/time", BybitJson.Default.BybitEnvelopeBybitTime, cancellation);
            return DateTimeOffset.UnixEpoch.AddTicks((long)(Number(result.TimeNano) / 100m));
        }
        catch (Exception cause) when (cause is BybitMarketException or FormatException)
        {
            throw new HttpRequestException(cause.Message, cause);
        }
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> GetExchangeTimeAsync(CancellationToken cancellation) => await GetTimeAsync(cancellation);

    // Newest first, and the newest is still open: it is read and left out, so one row more than asked for is needed.
    async Task<IReadOnlyList<Bar>> ReadBarsAsync(Pair pair, int count, CancellationToken cancellation)
    {
        var newestFirst = new List<Bar>();
        long? end = null;
        while (newestFirst.Count < count)
        {
            var limit = Math.Min(MaxRows, count - newestFirst.Count + 1);
            var query = FormattableString.Invariant(
                $"/v5/market/kline?category=spot&symbol={pair.Symbol}&interval=D&limit={limit}");
            if (end is not null)
                query += FormattableString.Invariant($"&end={end}");
            var (result, time) = await client.GetAsync(query, BybitJson.Default.BybitEnvelopeBybitKlines, cancellation);
            var rows = (result.List ?? []).Select(row => BarOf(pair, row)).ToList();
            foreach (var bar in rows.Where(bar => bar.CloseTime <= time))
            {
                if (newestFirst.Count > 0 && bar.OpenTime >= newestFirst[^1].OpenTime)
                    throw new MarketDataUnavailableException(pair, "Bybit's daily bars are not in order");
                newestFirst.Add(bar);
            }
            if (rows.Count < limit)
                break;
            end = rows[^1].OpenTime.ToUnixTimeMilliseconds() - 1;
        }
        if (newestFirst.Count == 0)
            throw new MarketDataUnavailableException(pair, "Bybit has no closed daily bar of it");
        var oldestFirst = newestFirst.Take(count).ToArray();
        Array.Reverse(oldestFirst);
        return oldestFirst;
    }

    static Bar BarOf(Pair pair, IReadOnlyList<string> row) => row.Count >= 6
        ? new Bar(
            pair,
            Time(row[0]),
            Day,
            Number(row[1]),
            Number(row[2]),
            Number(row[3]),
            Number(row[4]),
            Number(row[5]))
        : throw new FormatException("a daily bar has too few columns");
}
