using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.Benchmarks.Trading;

/// <summary>One order judged by every rule, with a portfolio of twenty coins and ten open trades.</summary>
static class RiskSpeed
{
    const int Times = 1_000;

    public static void Measure()
    {
        var context = Context();
        if (!RiskBook.Standard.Evaluate(context).Allowed)
            throw new InvalidOperationException("The order is to pass every rule: " + RiskBook.Standard.Evaluate(context).Refusal);
        var nanoseconds = Clock.Nanoseconds(Times, () =>
        {
            for (var i = 0; i < Times; i++)
                _ = RiskBook.Standard.Evaluate(context).Allowed;
        });
        Line.Print($"risk check of one order, {RiskBook.Standard.Rules.Count} rules", nanoseconds / 1000, "us");
    }

    static RiskContext Context()
    {
        var pair = Pair.Parse("BTCUSDT");
        var now = DateTimeOffset.UnixEpoch.AddYears(54);
        var price = new Price(50_000m, pair);
        Money Usdt(decimal amount) => new(amount, Asset.Usdt);
        Asset[] coins = [.. Enumerable.Range(0, 20).Select(n => new Asset("COIN" + n))];
        return new RiskContext(
            new OrderRequest(new ClientOrderId("benchmark"), pair, OrderSide.Buy, new Quantity(0.01m, pair.Base)),
            price, new Quote(price, price, price, now), [Usdt(50_000m), .. coins.Select(coin => new Money(1m, coin))],
            Usdt(0m), Usdt(100_000m), new RiskLimits(TimeSpan.FromMinutes(2), 0.02m, 0.8m, 0.25m, Usdt(0m), 0.005m)
            {
                MaxOpenTrades = 20,
            },
            null, now)
        {
            Engine = PortfolioEngine.Trend,
            Stop = new Price(45_000m, pair),
            DayStartEquity = Usdt(100_000m),
            LastLoss = now.AddDays(-2),
            OpenTrades = [.. coins.Take(10).Select(coin => new OpenTrade(PortfolioEngine.Trend, new Pair(coin, Asset.Usdt)))],
            Exposures = [.. coins.Select(coin => new CoinExposure(coin, Usdt(2_000m), 0.9m))],
        };
    }
}
