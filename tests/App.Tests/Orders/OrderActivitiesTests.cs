using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Paper;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Orders;

public class OrderActivitiesTests
{
    [Fact]
    public async Task Order_WithEveryStepRunTwice_IsSentPostedAndRecordedOnce()
    {
        using var bench = new Bench();
        await bench.Ledger.PostAsync(
            "main", JournalEntries.Deposit("start", PortfolioEngine.Core, new Money(10_000m, Asset.Usdt), Bench.Start));

        var result = await bench.CarryOutTwiceAsync(Bench.Buy());

        Assert.Equal("Filled", result.Status);
        Assert.Equal(result.Quantity * 0.999m, result.NetQuantity);
        Assert.InRange(result.NetNotional, 99m, 100m);
        var btc = await bench.Ledger.BalanceAsync(
            "main", new Account(PortfolioEngine.Core, AccountKind.Holdings), new Asset("BTC"));
        Assert.Equal(result.NetQuantity, btc.Amount);
        Assert.Contains(await bench.Paper.GetBalancesAsync(Bench.None), b => b == btc);
        var check = await bench.Ledger.CheckAsync("main");
        Assert.Equal((2, true), (check.Entries, check.Balanced && check.Overdrawn.Count == 0));
        // Intent, risk, submission, outcome.
        var verdict = await bench.Audit.VerifyAsync();
        Assert.Equal((4, true), (verdict.Records, verdict.Valid));
    }

    [Fact]
    public async Task Prepare_AfterThePriceMoved_KeepsTheFirstSize()
    {
        using var bench = new Bench();
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);
        var before = await OnlyOrderAsync(bench);

        bench.SetPrice("BTCUSDT", 60_000m);
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);

        Assert.Equal(before, await OnlyOrderAsync(bench));
        Assert.Equal(0.002m, before.Quantity);
    }

    [Fact]
    public async Task Prepare_OfOneIntentWithAnotherAmount_IsRefused()
    {
        using var bench = new Bench();
        await bench.Placing.PrepareOrder(Bench.Buy(100m), Bench.None);

        var e = await Assert.ThrowsAsync<DomainException>(() => bench.Placing.PrepareOrder(Bench.Buy(101m), Bench.None));

        Assert.Equal("ORC-ORDER-011", e.Code);
    }

    [Fact]
    public async Task Prepare_BelowTheLeastOrder_IsNotPlaced()
    {
        using var bench = new Bench();

        var result = await bench.CarryOutTwiceAsync(Bench.Buy(4m));

        Assert.Equal(("NotPlaced", "ORC-ORDER-003"), (result.Status, result.Code));
        Assert.Equal(0, bench.Paper.Statistics.Submitted);
    }

    [Fact]
    public async Task Prepare_OfASymbolNobodyTrades_IsNotPlaced()
    {
        using var bench = new Bench();

        var result = await bench.CarryOutTwiceAsync(Bench.Buy(symbol: "NOPEUSDT"));

        Assert.Equal(("NotPlaced", "ORC-EXCHANGE-001"), (result.Status, result.Code));
    }

    [Fact]
    public async Task Prepare_WithoutPrices_ThrowsSoThatItIsTriedAgain()
    {
        using var bench = new Bench { HasPrices = false };

        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => bench.Placing.PrepareOrder(Bench.Buy(), Bench.None));

        var result = await bench.EndAsync(Bench.Buy(), "NotPlaced", OrderCodes.NoAnswer, "no prices");
        Assert.Equal("NotPlaced", result.Status);
    }

    [Fact]
    public async Task Risk_DuringAnEmergencyStop_RefusesAndKeepsItsAnswer()
    {
        using var bench = new Bench();
        await bench.Stop.SwitchAsync(true, "test", Bench.None);
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);

        var first = await bench.Placing.CheckOrderRisk(Bench.Buy(), Bench.None);
        await bench.Stop.SwitchAsync(false, "over", Bench.None);
        var second = await bench.Placing.CheckOrderRisk(Bench.Buy(), Bench.None);

        Assert.Equal("ORC-RISK-001", first.Code);
        Assert.Equal(first, second);
        Assert.Equal("Refused", (await bench.EndAsync(Bench.Buy(), "Refused", first.Code, first.Reason)).Status);
    }

    [Fact]
    public async Task Submit_CutOffBeforeItsAnswerWasRecorded_IsUnknownAndNotSentAgain()
    {
        var cut = new CutOffExchange();
        using var bench = new Bench(wrap: cut.Around);
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);
        await bench.Placing.CheckOrderRisk(Bench.Buy(), Bench.None);
        await Assert.ThrowsAsync<IOException>(() => bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None));

        var again = await Bench.TwiceAsync(() => bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None));

        Assert.Equal("Unknown", again.Outcome);
        Assert.Equal(1, cut.Submits);
        var seen = await bench.Resolving.LookUpOrder(Bench.Buy(), Bench.None);
        Assert.Equal(("Found", "Filled"), (seen.Answer, seen.Stage));
    }

    [Fact]
    public async Task Submit_AgainUnderTheSameIdAfterALostAnswer_MakesNoSecondOrder()
    {
        var lost = new PaperFaults { Probability = 1, Seed = 1, Kinds = [PaperFault.LostAnswer], MaxPerOrder = 1 };
        using var bench = new Bench(new PaperExchangeOptions { Faults = lost });
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);

        var first = await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None);
        var second = await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 2), Bench.None);

        Assert.Equal(("Unknown", "Accepted"), (first.Outcome, second.Outcome));
        var orders = 0;
        await foreach (var _ in bench.Paper.ListOrdersAsync(Bench.None))
            orders++;
        Assert.Equal(1, orders);
    }

    [Fact]
    public async Task Submit_RejectedAtALaterAttempt_DoesNotProveTheFirstFailed()
    {
        var timeout = new PaperFaults { Probability = 1, Seed = 1, Kinds = [PaperFault.Timeout], MaxPerOrder = 1 };
        using var bench = new Bench(new PaperExchangeOptions { Faults = timeout, StartBalances = [new Money(10m, Asset.Usdt)] });
        await Assert.ThrowsAsync<ExchangeUnavailableException>(
            () => bench.Placing.PrepareOrder(Bench.Buy(), Bench.None));
        await bench.Placing.PrepareOrder(Bench.Buy(), Bench.None);

        var first = await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None);
        var second = await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 2), Bench.None);

        Assert.Equal(("Unknown", "RejectedAgain"), (first.Outcome, second.Outcome));
        Assert.Equal("Unknown", (await OnlyOrderAsync(bench)).Stage);
    }

    static async Task<OrderRecord> OnlyOrderAsync(Bench bench)
    {
        var all = new List<OrderRecord>();
        await foreach (var order in bench.Orders.ListAsync("main"))
            all.Add(order);
        return Assert.Single(all);
    }
}
