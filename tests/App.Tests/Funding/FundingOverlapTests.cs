using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Funding;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Funding;

/// <summary>Cycles of one contract that overlap: one settles every hour, and an order is worked on for two.</summary>
public sealed class FundingOverlapTests
{
    static readonly Dictionary<string, string?> Settings = new()
    {
        ["Funding:Capital"] = "5000", ["Funding:SpotShare"] = "0.4", ["Funding:Symbols"] = "BTCUSDT",
    };

    [Fact]
    public async Task Entry_BesideASpotOrderWithoutAKnownEnd_Waits()
    {
        await using var world = new HistoryWorld(settings: Settings);
        FundingCases.HighFunding(world);
        world.Exchange.IsSilent = true;
        var (first, _) = world.Cycle();
        Assert.Equal(("Enter", "NotEntered"), (first.Action, first.Outcome));
        FundingCases.Settle(world, 0.0002m);

        var (second, _) = world.Cycle();
        world.Exchange.IsSilent = false;
        world.Reconcile("reconciliation-1");

        Assert.Equal("None", second.Action);
        // 5,000 × 0.4 = 2,000 USDT once, less 0.1 %.
        Assert.InRange(world.Booked(PortfolioEngine.Funding, AccountKind.Holdings, "BTC"), 0.0398m, 0.04m);
    }

    [Fact]
    public async Task Entry_WhoseCycleWasAwayAfterItDecided_IsNotPlaced()
    {
        await using var world = new HistoryWorld(settings: Settings);
        FundingCases.HighFunding(world);
        var cycle = new FundingCycleInput("main", "BTCUSDT", "2024011500");
        var decided = world.Get(() => ActivatorUtilities.CreateInstance<FundingActivities>(world.Get<IServiceProvider>())
            .DecideFunding(new FundingDecideInput(cycle, "funding-BTCUSDT-2024011500", world.Now), CancellationToken.None));
        world.Pass(TimeSpan.FromHours(2));
        var late = world.Order("funding-BTCUSDT-2024011500-spot", decided.Spot!);
        Assert.Equal(("NotPlaced", "ORC-ORDER-013"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Settlement_WhileTheClockWasAhead_IsBookedOnceItIsRightAgain()
    {
        using var bench = new Bench();
        var begin = bench.Time.Now;
        await bench.Claims.ClaimAsync("main", "BTCUSDT", PortfolioEngine.Funding, begin, Bench.None);
        await bench.Paper.Perpetuals.SubmitAsync(
            new Domain.Orders.OrderRequest(
                new Domain.Orders.ClientOrderId("hedge"), FundingCases.Btc, Domain.Orders.OrderSide.Sell,
                new Quantity(0.01m, FundingCases.Btc.Base)) { Category = Domain.Orders.OrderCategory.Linear }, Bench.None);
        await bench.Contracts.BookNewAsync("main", Bench.None);

        bench.Time.Now = begin.AddDays(3);
        await bench.Contracts.BookNewAsync("main", Bench.None);
        bench.Rates.Add(new FundingRate(FundingCases.Btc, begin.AddHours(2), 0.0002m));
        bench.Time.Now = begin.AddHours(8);
        await bench.Contracts.BookNewAsync("main", Bench.None);

        Assert.Equal(-0.1m, (await bench.Ledger.BalanceAsync(
            "main", new Account(PortfolioEngine.Funding, AccountKind.Funding), Asset.Usdt)).Amount);
    }
}
