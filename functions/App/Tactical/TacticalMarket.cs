using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.App.Tactical;

/// <summary>Reads what the tactical reserve looks at. Fear and funding are left out of the score where nobody publishes them.</summary>
/// <param name="market">Prices and history.</param>
/// <param name="settings">Which pair is the gauge.</param>
/// <param name="contracts">Funding rates; left out where there are none.</param>
/// <param name="fear">The fear and greed index; left out where there is none.</param>
public sealed class TacticalMarket(
    IMarketData market, TacticalSettings settings, IPerpetualMarket? contracts = null, IFearGreedIndex? fear = null)
{
    const int Bars = 1000;

    /// <summary>What is seen now.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="high">The highest price remembered; null at the first look.</param>
    /// <param name="cancellation">Stops the queries.</param>
    /// <exception cref="MarketDataUnavailableException">The gauge has no price, or no history at the first look.</exception>
    public async Task<CrisisReading> ReadAsync(DateTimeOffset now, decimal? high, CancellationToken cancellation)
    {
        var gauge = settings.Parameters.Gauge;
        var price = (await market.GetQuoteAsync(gauge, cancellation)).Last;
        var bars = await market.GetDailyBarsAsync(gauge, Bars, cancellation);
        var highest = bars.Select(bar => bar.High).Append(high ?? 0m).Append(price.Value).Max();
        var rates = await RatesAsync(gauge, now, cancellation);
        var mood = fear is null ? null : await fear.GetLatestAsync(cancellation);
        return new CrisisReading(now, price, new Price(highest, gauge), mood?.Value, rates);
    }

    async Task<IReadOnlyList<SettledRate>> RatesAsync(Pair gauge, DateTimeOffset now, CancellationToken cancellation)
    {
        if (contracts is null)
            return [];
        try
        {
            var after = now.AddDays(-settings.Parameters.CapitulationDays);
            var rates = await contracts.GetFundingRatesAsync(gauge, after, cancellation);
            return [.. rates.Select(rate => new SettledRate(rate.Time, rate.Rate))];
        }
        catch (MarketDataUnavailableException)
        {
            // Not known scores nothing; the other signs still count.
            return [];
        }
    }
}
