using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Closing;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Funding;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
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
    public async Task Hedge_ThatTheSettingsNoLongerName_IsClosedAndItsCyclesGoOn()
    {
        await using var world = new HistoryWorld(settings: Settings);
        FundingCases.Entered(world);
        var others = world.Get<FundingSettings>() with { Pairs = [Pair.Parse("ETHUSDT")] };
        var open = world.Get(() => ActivatorUtilities.CreateInstance<FundingActivities>(world.Get<IServiceProvider>(), others)
            .ListHedges(new CloseEngineInput("main", "FUNDING", "close-1", "a test"), CancellationToken.None));
        Assert.Equal(["BTCUSDT"], open.Symbols);
        // Its cycles go on, too: they are what leaves it.
        var triggers = ActivatorUtilities.CreateInstance<FundingTriggers>(world.Get<IServiceProvider>(), others);
        Assert.Equal(["ETHUSDT", "BTCUSDT"], world.Get(
            () => triggers.StartAsync(world.Get<DurableTaskClient>(), world.Now, CancellationToken.None)).Select(run => run.Of));
    }

    [Fact]
    public async Task Settlement_ThatTheLogShowsHoursLate_IsBooked()
    {
        using var bench = new Bench();
        var begin = bench.Time.Now;
        await HedgedAsync(bench);
        var late = new LateLog(bench.Paper.Perpetuals);
        var contracts = new ContractBooks(late, bench.Ledger, bench.Orders, bench.Claims, bench.Alerts, bench.Store, bench.Time);
        bench.Rates.Add(new FundingRate(FundingCases.Btc, begin.AddMinutes(30), 0.0002m));
        late.HiddenFrom = begin.AddMinutes(10);
        for (var hour = 1; hour <= 6; hour++)
        {
            bench.Time.Now = begin.AddHours(hour);
            if (hour == 6)
                late.HiddenFrom = DateTimeOffset.MaxValue;
            await contracts.BookNewAsync("main", Bench.None);
        }

        Assert.Equal(-0.1m, (await bench.Ledger.BalanceAsync(
            "main", new Account(PortfolioEngine.Funding, AccountKind.Funding), Asset.Usdt)).Amount);
    }

    [Fact]
    public async Task Settlement_WhileTheClockWasAhead_IsBookedOnceItIsRightAgain()
    {
        using var bench = new Bench();
        var begin = bench.Time.Now;
        await HedgedAsync(bench);
        bench.Time.Now = begin.AddDays(3);
        await bench.Contracts.BookNewAsync("main", Bench.None);
        bench.Rates.Add(new FundingRate(FundingCases.Btc, begin.AddHours(2), 0.0002m));
        bench.Time.Now = begin.AddHours(8);
        await bench.Contracts.BookNewAsync("main", Bench.None);

        Assert.Equal(-0.1m, (await bench.Ledger.BalanceAsync(
            "main", new Account(PortfolioEngine.Funding, AccountKind.Funding), Asset.Usdt)).Amount);
    }

    static async Task HedgedAsync(Bench bench)
    {
        await bench.Claims.ClaimAsync("main", "BTCUSDT", PortfolioEngine.Funding, bench.Time.Now, Bench.None);
        await bench.Paper.Perpetuals.SubmitAsync(
            new OrderRequest(new ClientOrderId("hedge"), FundingCases.Btc, OrderSide.Sell, new Quantity(0.01m, FundingCases.Btc.Base))
            {
                Category = OrderCategory.Linear,
            }, Bench.None);
        await bench.Contracts.BookNewAsync("main", Bench.None);
    }

    /// <summary>A log that does not show its newest lines yet.</summary>
    sealed class LateLog(ITransactionLog inner) : ITransactionLog
    {
        public DateTimeOffset HiddenFrom { get; set; } = DateTimeOffset.MaxValue;

        public async Task<IReadOnlyList<Transaction>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
            [.. (await inner.ListAsync(from, to, cancellation)).Where(line => line.Time < HiddenFrom)];
    }
}
