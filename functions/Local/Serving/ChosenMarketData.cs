using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Local.MarketData;

namespace Orchestrations.Local.Serving;

/// <summary>
/// The market that is being chosen while the host already answers: whoever needs a price before then waits for the choice,
/// which takes at most as long as the probe of the exchange.
/// </summary>
sealed class ChosenMarketData(Task<MarketDataSelection> choice) : IMarketData, IDisposable
{
    public string Description => choice.IsCompletedSuccessfully ? choice.Result.Description : "being chosen";

    public async Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Market.GetQuoteAsync(pair, cancellation);

    public async Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Market.GetDailyBarsAsync(pair, count, cancellation);

    public void Dispose()
    {
        if (choice.IsCompletedSuccessfully)
            choice.Result.Dispose();
    }
}
