using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.Local.MarketData;

namespace Orchestrations.Local.Serving;

/// <summary>
/// The market that is being chosen while the host already answers: whoever needs a price before then waits for the choice,
/// which takes at most as long as the probe of the exchange.
/// </summary>
sealed class ChosenMarketData : IMarketData, IPerpetualMarket, IMarketClock, IDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly Task<MarketDataSelection> choice;

    public ChosenMarketData(MarketSettings settings, TimeProvider time) => choice = MarketDataSelection.ChooseAsync(
        time,
        settings.Seed,
        settings.Bybit,
        synthetic: new() { HalfSpreadBasisPoints = settings.HalfSpreadBasisPoints },
        cancellation: stopping.Token);

    public string Description => choice.IsCompletedSuccessfully ? choice.Result.Description : "being chosen";

    /// <summary>True when the prices are live; null while that is being chosen.</summary>
    public bool? IsLive => choice.IsCompletedSuccessfully ? choice.Result.IsLive : null;

    /// <summary>Waits for the choice; true when the prices are live.</summary>
    public async Task<bool> IsLiveAsync(CancellationToken cancellation) => (await choice.WaitAsync(cancellation)).IsLive;

    /// <summary>Waits for the choice, and describes it.</summary>
    public async Task<string> DescribeAsync() => (await choice).Description;

    public async Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Market.GetQuoteAsync(pair, cancellation);

    public async Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Market.GetDailyBarsAsync(pair, count, cancellation);

    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Perpetuals.GetTickerAsync(pair, cancellation);

    public async Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Perpetuals.GetFundingRatesAsync(pair, after, cancellation);

    public async Task<IReadOnlyList<Bar>> GetMarkBarsAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        await (await choice.WaitAsync(cancellation)).Perpetuals.GetMarkBarsAsync(pair, after, cancellation);

    public async Task<DateTimeOffset?> GetExchangeTimeAsync(CancellationToken cancellation) =>
        (await choice.WaitAsync(cancellation)).Market is IMarketClock live ? await live.GetExchangeTimeAsync(cancellation) : null;

    // A host may stop before the choice is made; and it disposes what it knows under two types twice.
    public void Dispose()
    {
        if (stopping.IsCancellationRequested)
            return;
        stopping.Cancel();
        choice.ContinueWith(
            static chosen => chosen.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        stopping.Dispose();
    }
}
