using System.Collections.Frozen;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>
/// Perpetual contracts from recorded spot bars and <c>funding-8h/bybit_&lt;SYMBOL&gt;_funding.csv</c> (<c>time,funding_rate</c>).
/// No contract prices were recorded, so they are modelled; docs/decisions/0010 has the model and its limits.
/// </summary>
/// <remarks>
/// Index: the spot price. Mark and last trade: <see cref="MarkPrice"/> of the last settled rate, standing still between two
/// closes or settlements. The bars of the mark are those of spot. The rate expected next is the last settled one: the
/// recorded one is not known before its time.
/// </remarks>
public sealed class RecordedPerpetualMarket : IPerpetualMarket
{
    const string Header = "time,funding_rate";

    readonly RecordedMarketData spot;
    readonly TimeProvider clock;
    readonly FrozenDictionary<Pair, FundingRate[]> rates;

    RecordedPerpetualMarket(RecordedMarketData spot, TimeProvider clock, Dictionary<Pair, FundingRate[]> rates)
    {
        this.spot = spot;
        this.clock = clock;
        this.rates = rates.ToFrozenDictionary();
    }

    /// <summary>The contracts that have a history, by symbol.</summary>
    public IReadOnlyList<Pair> Pairs => [.. rates.Keys.OrderBy(pair => pair.Symbol, StringComparer.Ordinal)];

    /// <summary>Reads and checks the files of every pair of the spot data that has one.</summary>
    /// <param name="folder">The folder that holds <c>funding-8h</c>.</param>
    /// <param name="spot">The spot data of the same folder.</param>
    /// <param name="clock">Whose now decides what has happened.</param>
    /// <exception cref="RecordedDataException">ORC-DATA-002 to -006: a file is wrong.</exception>
    public static RecordedPerpetualMarket Load(string folder, RecordedMarketData spot, TimeProvider clock)
    {
        var rates = new Dictionary<Pair, FundingRate[]>();
        foreach (var pair in spot.Pairs)
            if (Path.Combine(folder, "funding-8h", $"bybit_{pair.Symbol}_funding.csv") is var path && File.Exists(path))
                rates[pair] = [.. Checked(path).Select(row => new FundingRate(pair, row.Time, row.Value))];
        return new RecordedPerpetualMarket(spot, clock, rates);
    }

    /// <inheritdoc />
    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation)
    {
        var history = Of(pair);
        var now = clock.GetUtcNow();
        var index = LastAtOrBefore(history, now);
        if (index < 0)
            throw new MarketDataUnavailableException(pair, "no funding has been settled yet");
        var quote = await spot.GetQuoteAsync(pair, cancellation);
        var interval = IntervalAt(history, index);
        var last = history[index];
        // The close the quote rests on, or the settlement after it: between the two nothing is known to move.
        var close = spot.LastClose(pair);
        var since = close > last.Time ? close : last.Time;
        var next = last.Time + interval;
        if (now >= next)
            throw new MarketDataUnavailableException(
                pair, FormattableString.Invariant($"the recorded settlements end or pause at {last.Time:u}"));
        var mark = MarkPrice.Of(quote.Last, last.Rate, next - since, interval);
        var factor = mark.Value / quote.Last.Value;
        var ofContract = new Quote(Scaled(quote.Bid, factor), Scaled(quote.Ask, factor), mark, quote.Time);
        return new PerpetualTicker(ofContract, mark, quote.Last, last.Rate, next, interval);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation)
    {
        var history = Of(pair);
        var end = LastAtOrBefore(history, clock.GetUtcNow()) + 1;
        var start = Math.Min(LastAtOrBefore(history, after) + 1, end);
        return Task.FromResult<IReadOnlyList<FundingRate>>(new ArraySegment<FundingRate>(history, start, end - start));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        Task.FromResult(spot.FinestBars(pair, after));

    FundingRate[] Of(Pair pair) => rates.TryGetValue(pair, out var found)
        ? found
        : throw new MarketDataUnavailableException(pair, $"{spot.Description} has no funding history of it");

    static Price Scaled(Price price, decimal factor) => new(price.Value * factor, price.Pair);

    // The distance to the settlement before; of the first one, to the one after: the exchange changes it at times.
    static TimeSpan IntervalAt(FundingRate[] history, int index) => index > 0
        ? history[index].Time - history[index - 1].Time
        : history.Length > 1 ? history[1].Time - history[0].Time : TimeSpan.FromHours(8);

    static int LastAtOrBefore(FundingRate[] history, DateTimeOffset time)
    {
        var (low, high) = (0, history.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (history[middle].Time <= time)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    static List<(DateTimeOffset Time, decimal Value)> Checked(string path)
    {
        var rows = TimedRows.Read(path, Header);
        for (var i = 1; i < rows.Count; i++)
            if (rows[i].Time - rows[i - 1].Time > TimeSpan.FromHours(8))
                throw new RecordedDataException(
                    RecordedDataException.Gap, path, i + 2,
                    FormattableString.Invariant($"settlements are missing after {rows[i - 1].Time:u}: they are at most 8 hours apart. ")
                    + "Fill the gap from the source.");
        return rows;
    }
}
