using Orchestrations.App.Closing;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Orders;

/// <summary>Two orders of one engine must not give away the same coins: the exchange would take the second out of others' holdings.</summary>
public class PromisedFundsTests
{
    static readonly Asset btc = new("BTC");

    [Fact]
    public async Task Sell_OfWhatAnEarlierSellWithoutAKnownEndMaySell_IsRefused()
    {
        using var bench = await HoldingAsync();
        await bench.Placing.PrepareOrder(Sell("first", 0.7m), Bench.None);
        await bench.Placing.SubmitOrder(new OrderSubmission(Sell("first", 0.7m), 1), Bench.None);

        // It is filled at the exchange; the books do not know it yet.
        Assert.Equal(("ORC-RISK-005", false), await RiskOfAsync(bench, Sell("second", 0.7m)));
        Assert.Equal((null, true), await RiskOfAsync(bench, Sell("rest", 0.3m)));
        Assert.Equal((null, true), await RiskOfAsync(bench, Sell("other", 0.7m) with { Engine = "CORE" }));
    }

    [Fact]
    public async Task Sell_AfterTheEarlierOneEnded_IsAllowedWhatIsLeft()
    {
        using var bench = await HoldingAsync();
        Assert.Equal("Filled", (await bench.CarryOutTwiceAsync(Sell("first", 0.7m))).Status);
        Assert.Equal((null, true), await RiskOfAsync(bench, Sell("second", 0.3m)));
    }

    [Fact]
    public async Task Sell_OfWhatTheEngineSoldAlready_IsRefusedThoughTheAccountHoldsIt()
    {
        using var bench = await HoldingAsync();
        Assert.Equal("Filled", (await bench.CarryOutTwiceAsync(Sell("first", 0.7m))).Status);
        Assert.Equal(("ORC-RISK-005", false), await RiskOfAsync(bench, Sell("second", 0.7m)));
    }

    [Fact]
    public async Task Buy_WhoseEarlierBuyEndsWhileTheBalancesAreRead_IsRefused()
    {
        var reading = new ReadingExchange();
        using var bench = await HoldingAsync(reading);
        await bench.Placing.PrepareOrder(Buy("first", 1_500m), Bench.None);
        bench.Time.Now += TimeSpan.FromSeconds(1);
        // The balances answered are those of before.
        reading.AfterBalances = () => bench.CarryOutTwiceAsync(Buy("first", 1_500m));
        Assert.Equal(("ORC-RISK-005", false), await RiskOfAsync(bench, Buy("second", 1_500m)));
    }

    [Fact]
    public async Task Sells_ThatAskAtOnce_AreAllowedInTheOrderTheyWereRecordedIn()
    {
        using var bench = await HoldingAsync();
        await bench.Placing.PrepareOrder(Sell("first", 0.7m), Bench.None);
        bench.Time.Now += TimeSpan.FromSeconds(1);
        await bench.Placing.PrepareOrder(Sell("second", 0.7m), Bench.None);
        Assert.Equal(("ORC-RISK-005", false), await RiskOfAsync(bench, Sell("second", 0.7m)));
        Assert.Equal((null, true), await RiskOfAsync(bench, Sell("first", 0.7m)));
    }

    [Fact]
    public async Task Buy_WithTheCashOfAnEarlierBuyUnderWay_IsRefused()
    {
        using var bench = await HoldingAsync();
        // TACTICAL has 2,000 of the 22,000 USDT in the account.
        await bench.Placing.PrepareOrder(Buy("first", 1_500m), Bench.None);
        bench.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(("ORC-RISK-005", false), await RiskOfAsync(bench, Buy("second", 1_500m)));
        Assert.Equal((null, true), await RiskOfAsync(bench, Buy("small", 400m)));
    }

    [Fact]
    public async Task Sell_BesideAnOrderThatNobodySentForHours_IsAllowed()
    {
        using var bench = await HoldingAsync();
        await bench.Placing.PrepareOrder(Sell("ended", 0.7m), Bench.None);
        bench.Time.Now += TimeSpan.FromHours(4);
        Assert.Equal((null, true), await RiskOfAsync(bench, Sell("second", 0.7m)));
    }

    [Fact]
    public async Task Closing_WhileAnotherOperationSells_SellsTheRest()
    {
        using var bench = await HoldingAsync();
        await bench.Placing.PrepareOrder(Sell("first", 0.7m), Bench.None);
        await bench.Placing.SubmitOrder(new OrderSubmission(Sell("first", 0.7m), 1), Bench.None);
        var closings = new ClosingActivities(
            bench.Ledger, bench.Orders, new PromisedFunds(bench.Orders, bench.Time), bench.Store, bench.Audit);
        var decided = await closings.DecideClosing(new CloseEngineInput("main", "TACTICAL", "run", "test"), Bench.None);
        Assert.Equal(0.3m, Assert.Single(decided.Orders).Size);
    }

    static OrderInput Sell(string step, decimal size) => new(
        "main", "TACTICAL", "tactical", "tactical-main-2024011500", step, "BTCUSDT", "Sell", size, "BTC") { Purpose = "Exit" };

    static OrderInput Buy(string step, decimal size) => new(
        "main", "TACTICAL", "tactical", "tactical-main-2024011500", step, "ETHUSDT", "Buy", size, "USDT");

    // The account holds 2 BTC: one is TACTICAL's, the other CORE's.
    static async Task<Bench> HoldingAsync(ReadingExchange? reading = null)
    {
        var bench = new Bench(
            new() { StartBalances = [new Money(22_000m, Asset.Usdt), new Money(2m, btc)] }, reading is null ? null : reading.Around);
        await DepositAsync(PortfolioEngine.Core, new Money(20_000m, Asset.Usdt), new Money(1m, btc));
        await DepositAsync(PortfolioEngine.Tactical, new Money(2_000m, Asset.Usdt), new Money(1m, btc));
        return bench;

        async Task DepositAsync(PortfolioEngine engine, params Money[] amounts)
        {
            foreach (var amount in amounts)
                await bench.Ledger.PostAsync(
                    "main", JournalEntries.Deposit($"{engine}-{amount.Asset}", engine, amount, Bench.Start));
        }
    }

    static async Task<(string? Code, bool Allowed)> RiskOfAsync(Bench bench, OrderInput order)
    {
        await bench.Placing.PrepareOrder(order, Bench.None);
        var answer = await bench.Placing.CheckOrderRisk(order, Bench.None);
        // What only asked is out of the way of the next.
        if (order.Step is not "first")
            await bench.EndAsync(order, "Refused", answer.Code ?? "test", answer.Reason);
        return (answer.Code, answer.Allowed);
    }
}
