using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.MarketData;

/// <summary>
/// Public facts about perpetual contracts. Implementations: Bybit's public endpoints, recorded files, a seeded synthetic
/// market. None shows anything of a bar before it has closed, or of a settlement before it has happened.
/// </summary>
public interface IPerpetualMarket
{
    /// <summary>What a contract stands at now.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price of the contract now.</exception>
    Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation);

    /// <summary>The settlements after a time and up to now, oldest first; empty when there was none.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no history of the contract.</exception>
    Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation);

    /// <summary>
    /// The bars of the mark price that closed after a time and up to now, in the order they closed and as fine as the source
    /// has them.
    /// </summary>
    /// <exception cref="MarketDataUnavailableException">There is no history of the contract.</exception>
    Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation);
}
