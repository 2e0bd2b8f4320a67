using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.Domain.Market;

namespace Orchestrations.Local.Serving;

/// <summary>
/// The fear and greed index beside the chosen market: the real one beside real prices. Prices of a synthetic market have no mood
/// in the world, so beside them there is none.
/// </summary>
sealed class ChosenFearGreed : IFearGreedIndex, IDisposable
{
    readonly ChosenMarketData market;
    readonly HttpClient http = new();
    readonly AlternativeMeIndex? index;

    public ChosenFearGreed(ChosenMarketData market, MarketSettings settings, TimeProvider time, ILogger<AlternativeMeIndex> logger)
    {
        this.market = market;
        index = settings.FearGreed is { } options ? new AlternativeMeIndex(http, time, options, logger) : null;
    }

    public string Description => index is null ? NoFearGreedIndex.SwitchedOff
        : market.IsLive switch
        {
            null => "being chosen",
            true => index.Description,
            false => "none, because prices are synthetic",
        };

    /// <summary>Waits for the choice of the market, and describes the index beside it.</summary>
    public async Task<string> DescribeAsync()
    {
        await market.DescribeAsync();
        return Description;
    }

    public async Task<FearGreed?> GetLatestAsync(CancellationToken cancellation) =>
        index is not null && await market.IsLiveAsync(cancellation) ? await index.GetLatestAsync(cancellation) : null;

    public void Dispose()
    {
        index?.Dispose();
        http.Dispose();
    }
}
