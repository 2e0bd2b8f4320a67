using Orchestrations.App.Dca;
using Orchestrations.App.Orders;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Tests.Dca;

public class DcaActivitiesTests
{
    const string Run = "dca-core-20240115";

    [Fact]
    public async Task Run_WithEveryStepRunTwice_BuysAndCountsOnce()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan());

        var decided = await Bench.TwiceAsync(() => bench.Dca.DecideDca(new DcaDecideInput("core", Run, Bench.Start), Bench.None));
        foreach (var order in decided.Orders)
        {
            var result = await bench.CarryOutTwiceAsync(order);
            await Bench.TwiceAsync(() => bench.Dca.RecordDcaProgress(new DcaProgressInput("core", order, result), Bench.None));
        }

        // 1400 x 50 % / 14 days and 1400 x 25 % / 14 days.
        Assert.Equal([50m, 25m], decided.Orders.Select(o => o.Size));
        var progress = await bench.Plans.ProgressAsync("core");
        foreach (var order in decided.Orders)
        {
            var pair = progress.For(Pair.Parse(order.Symbol));
            Assert.Empty(pair.Reserved);
            Assert.InRange(pair.NetNotional.Amount, order.Size * 0.99m, order.Size);
        }
    }

    [Fact]
    public async Task Decide_ForASecondRunWhileTheFirstIsUnderWay_BuysNothingTwice()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan());
        await bench.Dca.DecideDca(new DcaDecideInput("core", Run, Bench.Start), Bench.None);

        var second = await bench.Dca.DecideDca(new DcaDecideInput("core", "dca-core-other", Bench.Start), Bench.None);

        Assert.Empty(second.Orders);
        Assert.Equal([Run, Run], second.Unresolved.Select(o => o.Instance));
    }

    [Fact]
    public async Task Decide_InParallelForManyRuns_SetsEachAmountAsideOnce()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan());
        var orders = new System.Collections.Concurrent.ConcurrentBag<OrderInput>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (n, _) =>
        {
            var decided = await bench.Dca.DecideDca(new DcaDecideInput("core", "run-" + n, Bench.Start), Bench.None);
            foreach (var order in decided.Orders)
                orders.Add(order);
        });

        Assert.Equal(["BTCUSDT", "ETHUSDT"], orders.Select(o => o.Symbol).Order());
    }

    [Fact]
    public async Task Record_OfAnOrderThatFailed_KeepsItsAmountAsideUntilItsEndIsKnown()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan());
        var decided = await bench.Dca.DecideDca(new DcaDecideInput("core", Run, Bench.Start), Bench.None);

        var line = await Bench.TwiceAsync(() =>
            bench.Dca.RecordDcaProgress(new DcaProgressInput("core", decided.Orders[0], null), Bench.None));
        var next = await bench.Dca.DecideDca(new DcaDecideInput("core", "dca-core-20240116", Bench.Start.AddDays(1)), Bench.None);

        Assert.Equal("ORC-DCA-008", line.Code);
        Assert.Equal(50m, next.Orders.Single(o => o.Symbol == "BTCUSDT").Size);
        // The later run looks again under the very intent, so it cannot become a second order.
        Assert.Contains(decided.Orders[0], next.Unresolved);
        var result = await bench.CarryOutTwiceAsync(decided.Orders[0]);
        await bench.Dca.RecordDcaProgress(new DcaProgressInput("core", decided.Orders[0], result), Bench.None);
        Assert.DoesNotContain((await bench.Plans.ProgressAsync("core")).For(Pair.Parse("BTCUSDT")).Reserved, r => r.Order == Run);
    }

    [Fact]
    public async Task Record_OfAnAmountThatWasTooSmall_CarriesIt()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan(capital: 56m));
        var decided = await bench.Dca.DecideDca(new DcaDecideInput("core", Run, Bench.Start), Bench.None);
        foreach (var order in decided.Orders)
        {
            var result = await bench.CarryOutTwiceAsync(order);
            await bench.Dca.RecordDcaProgress(new DcaProgressInput("core", order, result), Bench.None);
        }

        var btc = (await bench.Plans.ProgressAsync("core")).For(Pair.Parse("BTCUSDT"));

        Assert.Equal((2m, 0), (btc.Carried.Amount, btc.Reserved.Count));
    }

    [Fact]
    public async Task Decide_ForAPlanNobodyMade_IsRefused()
    {
        using var bench = new Bench();

        var e = await Assert.ThrowsAsync<DomainException>(() =>
            bench.Dca.DecideDca(new DcaDecideInput("none", Run, Bench.Start), Bench.None));

        Assert.Equal("ORC-DCA-005", e.Code);
    }
}
