using Orchestrations.Domain.Market;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.MarketData;

/// <summary>
/// Prices. Implementations: Bybit's public endpoints, recorded files, a seeded synthetic market.
/// No implementation shows anything of a bar before it has closed.
/// </summary>
public interface IMarketData
{
    /// <summary>What this source is, for people: "Bybit public market data", "recorded data in …", "synthetic market, seed 1".</summary>
    string Description { get; }

    /// <summary>The best prices now. The quote's time says how old they are; the caller judges staleness.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price for the pair now.</exception>
    Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation);

    /// <summary>The last <paramref name="count"/> closed daily bars, oldest first; fewer when history is shorter.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no history for the pair.</exception>
    Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation);
}
