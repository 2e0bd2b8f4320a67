using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Histories;

/// <summary>Prices that stand still until a case moves them, and may be taken away; settlements as a case writes them.</summary>
sealed class StillMarket(TimeProvider time) : IMarketData, IPerpetualMarket
{
    /// <summary>What was settled, as far as the clock has come. The rate expected next is the last of them.</summary>
    public List<FundingRate> Rates { get; } = [];

    /// <summary>Daily bars of BTC, oldest first, as far as the clock has come.</summary>
    public List<Bar> Days { get; } = [];

    /// <summary>Bars of the mark price, oldest first, as far as the clock has come.</summary>
    public List<Bar> Marks { get; } = [];

    public bool HasPrices { get; set; } = true;

    public Dictionary<string, decimal> Prices { get; } = new() { ["BTCUSDT"] = 50_000m, ["ETHUSDT"] = 2_500m };

    public string Description => "prices that stand still";

    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        if (!HasPrices)
            throw new MarketDataUnavailableException(pair, "the case took it away");
        var price = new Price(Prices[pair.Symbol], pair);
        return Task.FromResult(new Quote(price, price, price, time.GetUtcNow()));
    }

    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation)
    {
        IReadOnlyList<Bar> closed = [.. Days.Where(bar => bar.Pair == pair && bar.CloseTime <= time.GetUtcNow()).TakeLast(count)];
        return closed.Count > 0
            ? Task.FromResult(closed)
            : throw new MarketDataUnavailableException(pair, "the case has no history");
    }

    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation)
    {
        var quote = await GetQuoteAsync(pair, cancellation);
        var rate = Rates.LastOrDefault(rate => rate.Time <= time.GetUtcNow())?.Rate ?? 0m;
        return new PerpetualTicker(quote, quote.Last, quote.Last, rate, time.GetUtcNow().AddHours(8), TimeSpan.FromHours(8));
    }

    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<FundingRate>>(
        [.. Rates.Where(rate => rate.Pair == pair && rate.Time > after && rate.Time <= time.GetUtcNow())]);

    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Bar>>([.. Marks.Where(
            bar => bar.Pair == pair && bar.CloseTime > after && bar.CloseTime <= time.GetUtcNow())]);
}
