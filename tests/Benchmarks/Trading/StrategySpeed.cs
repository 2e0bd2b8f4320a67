using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Rebalance;
using Orchestrations.Domain.Tactical;
using Orchestrations.Domain.Trend;

namespace Orchestrations.Benchmarks.Trading;

/// <summary>
/// Every strategy decided for a hundred symbols: trend entry, stop and size from its bars, funding entry and exit, the crisis
/// score, and one rebalance over all of them.
/// </summary>
static class StrategySpeed
{
    const int Symbols = 100;
    const int Passes = 20;

    public static void Measure()
    {
        var bars = IndicatorSpeed.Bars(TrendReading.BarsNeeded(TrendParameters.Standard));
        var pairs = Enumerable.Range(0, Symbols).Select(n => Pair.Parse($"C{n}USDT")).ToList();
        var histories = pairs.Select(pair => (IReadOnlyList<Bar>)[.. bars.Select(bar => bar with { Pair = pair })]).ToList();
        var decisions = 0;
        var nanoseconds = Clock.Nanoseconds(Passes, () =>
        {
            for (var pass = 0; pass < Passes; pass++)
                decisions += Decide(histories);
        });
        if (decisions == 0)
            throw new InvalidOperationException("Nothing was decided.");
        Line.Print($"all strategies for {Symbols} symbols", nanoseconds / 1_000_000, "ms");
    }

    static int Decide(List<IReadOnlyList<Bar>> histories)
    {
        var decided = 0;
        var equity = new Money(100_000m, Asset.Usdt);
        foreach (var history in histories)
        {
            var trend = TrendReading.Of(history, TrendParameters.Standard);
            var price = new Price(trend.Close, trend.Pair);
            decided += TrendEntry.Decide(trend, TrendParameters.Standard).Enters ? 1 : 0;
            if (TrendStop.Initial(price, trend.Atr, TrendParameters.Standard, 0.01m) is { } stop)
                decided += TrendSize.Of(equity, price, stop, TrendParameters.Standard, 0.001m).Quantity.IsZero ? 0 : 1;
            var funding = new FundingReading(
                trend.Pair, trend.ClosedAt, 0.0001m, TimeSpan.FromHours(8), [0.0001m, 0.0001m], price, price.Move(0.001m));
            decided += FundingEntry.Decide(funding, FundingParameters.Standard).Enters ? 1 : 0;
            decided += FundingExits.Decide(trend.ClosedAt.AddDays(-3), funding, FundingParameters.Standard) == FundingExit.None ? 1 : 0;
            var crisis = new CrisisReading(trend.ClosedAt, price, price.Move(1m), 15, []);
            decided += TacticalDecision.Decide(
                new TacticalState(price.Move(1m), 0, null), crisis, equity, TacticalParameters.Standard).Score.Total;
        }
        var targets = new RebalanceParameters([.. histories.Select(h => new RebalanceTarget(h[0].Pair, 0.009m))]);
        var holdings = histories.Select((h, n) => new RebalanceHolding(h[0].Pair, new Money(n * 20m, Asset.Usdt)));
        var reading = new RebalanceReading(
            DateTimeOffset.UnixEpoch.AddDays(100), DateTimeOffset.UnixEpoch, null, equity, [.. holdings]);
        return decided + RebalanceDecision.Decide(reading, targets).Skipped.Count;
    }
}
