using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.Tests.Histories;

/// <summary>Prices that stand still until a test moves them, and may be taken away.</summary>
sealed class StillMarket(TimeProvider time) : IMarketData
{
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

    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        throw new MarketDataUnavailableException(pair, "these orders need no history");
}
