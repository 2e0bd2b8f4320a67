using Orchestrations.App.Orders;

namespace Orchestrations.App.Tests.Orders;

/// <summary>What may happen between the check of an order and its sending.</summary>
public class OrderSendingTests
{
    [Theory]
    [InlineData("Entry", false, "NotSent")]
    [InlineData("Exit", false, "Accepted")]
    [InlineData("Entry", true, "NotSent")]
    [InlineData("Exit", true, "NotSent")]
    public async Task Submit_StoppedAfterTheCheck_IsNotSent(string purpose, bool everything, string outcome)
    {
        using var bench = new Bench();
        var order = Bench.Buy() with { Purpose = purpose };
        await CheckedAsync(bench, order);
        if (everything)
            await bench.Stop.SwitchAsync(true, "test", Bench.None);
        else
            await bench.Kill.PullAsync(false, "test", Bench.None);

        var sent = await Bench.TwiceAsync(() => bench.Placing.SubmitOrder(new OrderSubmission(order, 1), Bench.None));

        Assert.Equal((outcome, outcome == "NotSent" ? "ORC-RISK-001" : null), (sent.Outcome, sent.Code));
        Assert.Equal(outcome == "NotSent" ? 0 : 1, bench.Paper.Statistics.Submitted);
        if (outcome == "NotSent")
            Assert.Equal("Refused", (await bench.EndAsync(order, "Refused", sent.Code, sent.Reason)).Status);
    }

    [Fact]
    public async Task Submit_AgainAfterTheKillSwitchWasPulled_IsNotSentAndProvesNothingOfTheFirst()
    {
        using var bench = new Bench(wrap: new CutOffExchange().Around);
        await CheckedAsync(bench, Bench.Buy());
        await Assert.ThrowsAsync<IOException>(() => bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None));
        await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None);
        await bench.Kill.PullAsync(false, "test", Bench.None);

        var again = await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 2), Bench.None);

        Assert.Equal(("NotSent", 1), (again.Outcome, bench.Paper.Statistics.Submitted));
        Assert.Equal("Unknown", (await bench.Orders.FindAsync("main", (await OnlyAsync(bench)).ClientId))!.Stage);
    }

    [Theory]
    [InlineData("Entry", "NotSent", "ORC-ORDER-013")]
    [InlineData("Exit", "Accepted", null)]
    public async Task Submit_LongAfterTheCheck_IsNotSentUnlessItIsAWayOut(string purpose, string outcome, string? code)
    {
        using var bench = new Bench();
        var order = Bench.Buy() with { Purpose = purpose };
        await CheckedAsync(bench, order);
        bench.Time.Now += TimeSpan.FromMinutes(61);

        var sent = await bench.Placing.SubmitOrder(new OrderSubmission(order, 1), Bench.None);

        Assert.Equal((outcome, code), (sent.Outcome, sent.Code));
    }

    [Fact]
    public async Task Submit_WhoseEndSomebodyElseRecordedMeanwhile_KeepsThatEnd()
    {
        // The kill switch looks an order up that is being sent, and learns its end before the sender has its answer.
        var cut = new CutOffExchange();
        using var bench = new Bench(wrap: cut.Around);
        await CheckedAsync(bench, Bench.Buy());
        await Assert.ThrowsAsync<IOException>(() => bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None));
        var seen = await bench.Resolving.LookUpOrder(Bench.Buy(), Bench.None);
        await bench.Resolving.PostOrderFills(new OrderFillsInput(Bench.Buy(), seen.Filled), Bench.None);
        await bench.EndAsync(Bench.Buy(), "Filled", null, null);

        await bench.Placing.SubmitOrder(new OrderSubmission(Bench.Buy(), 1), Bench.None);

        Assert.Equal(("Filled", 1), ((await OnlyAsync(bench)).Stage, cut.Submits));
    }

    static async Task CheckedAsync(Bench bench, OrderInput order)
    {
        await bench.Placing.PrepareOrder(order, Bench.None);
        Assert.True((await bench.Placing.CheckOrderRisk(order, Bench.None)).Allowed);
    }

    static async Task<OrderRecord> OnlyAsync(Bench bench) => await bench.Orders.ListAsync("main").SingleAsync();
}
