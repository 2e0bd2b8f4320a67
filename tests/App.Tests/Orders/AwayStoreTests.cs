using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Orders;

/// <summary>
/// The store is away for a moment (locked, full, throttled, out of reach) at any call of a run: the run goes on once it is back, an
/// order is sent once, and no position is left without a stop.
/// </summary>
public sealed class AwayStoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Order_WithTheStoreAwayAtAnyCall_IsSentAndBookedOnce(bool losesAnswers)
    {
        var calls = await OrderAsync(0, false);
        for (var from = 1; from <= calls; from++)
            await OrderAsync(from, losesAnswers);
    }

    [Fact]
    public async Task TrendRun_WithTheStoreAwayAtAnyCall_LeavesNoPositionWithoutAStop()
    {
        var calls = await TrendAsync(0);
        for (var from = 1; from <= calls; from += 2)
            await TrendAsync(from);
    }

    static async Task<int> OrderAsync(int from, bool losesAnswers)
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        var before = world.Store.Calls;
        Trouble(world, from, losesAnswers);
        var result = world.Order("order-1", Bench.Buy());
        Assert.True(result.Status == "Filled", $"away from call {from}: {result.Status} {result.Code} {result.Reason}");
        var calls = world.Store.Calls - before;
        Assert.Equal(result.NetQuantity, world.Booked(PortfolioEngine.Core, AccountKind.Holdings, "BTC"));
        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
        return calls;
    }

    static async Task<int> TrendAsync(int from)
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        var before = world.Store.Calls;
        Trouble(world, from, losesAnswers: false);
        var (result, _) = world.TrendRun();
        Assert.True(result is { Action: "Enter", Position: 0.031m, Stop: 49_200m }, $"away from call {from}: {result}");
        var calls = world.Store.Calls - before;
        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
        return calls;
    }

    static void Trouble(HistoryWorld world, int from, bool losesAnswers)
    {
        if (from == 0)
            return;
        (world.Store.AwayFrom, world.Store.AwayFor) = (world.Store.Calls + from, 2);
        world.Store.LosesAnswers = losesAnswers;
    }
}
