using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Orders;
using Orchestrations.App.Stops;
using Orchestrations.App.Tests.Histories;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Trend;

/// <summary>Runs that overlap, were away, or were ended in the middle: never a second position, never a contract given away too soon.</summary>
public sealed class TrendOverlapTests
{
    [Fact]
    public async Task Entry_WhoseRunWasAwayAfterItDecided_IsNotPlacedBesideTheNextDays()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        // The host died after yesterday's decision, before its order was recorded.
        var yesterday = Decide(world, "20240114", "trend-BTCUSDT-20240114");
        Assert.Equal("Enter", yesterday.Action);
        world.Pass(TimeSpan.FromHours(23));

        var late = world.Order("trend-BTCUSDT-20240114-order", yesterday.Order!);
        var (today, _) = world.TrendRun();

        Assert.Equal(("NotPlaced", "ORC-ORDER-013"), (late.Status, late.Code));
        Assert.Equal(("Enter", 0.031m), (today.Action, today.Position));
    }

    [Fact]
    public async Task Entry_BesideOneWithoutAKnownEnd_Waits()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        var first = Decide(world, "20240114", "trend-BTCUSDT-20240114").Order!;
        // Sent; the exchange shows neither the order nor a line of the log.
        world.Do(() => world.Get<OrderRepository>().CreateAsync(Sent(first, world.Now), CancellationToken.None));

        var (second, _) = world.TrendRun();

        Assert.Equal(("None", 0m), (second.Action, second.Position));
        Assert.Equal(PortfolioEngine.Trend, world.Get(() => world.Claims.HolderAsync("main", "BTCUSDT", CancellationToken.None)));
    }

    [Fact]
    public async Task Run_WhoseOrderWasEndedByAPerson_KeepsTheContractAndItsStop()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        var run = new TrendRunInput("main", "BTCUSDT", "20240115");
        var decided = Decide(world, run.Day, "trend-BTCUSDT-20240115");
        var standing = new StopResult("Standing", "trend-stop", 49_200m, null);

        world.Do(() => Activities(world).RecordTrendRun(
            new TrendRunEnd(run, "trend-BTCUSDT-20240115", decided, null, standing, null, world.Now, world.Now), CancellationToken.None));

        // The order may be filled yet.
        Assert.Equal(PortfolioEngine.Trend, world.Get(() => world.Claims.HolderAsync("main", "BTCUSDT", CancellationToken.None)));
        Assert.Equal("trend-stop", world.Get(() => world.Get<TrendRepository>().TradeAsync("main", "BTCUSDT")).StopId);
    }

    [Fact]
    public async Task Stop_OfAnEntryThatWasNeverFilled_IsRemovedByTheNextRun()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        world.Do(() => world.Claims.ClaimAsync("main", "BTCUSDT", PortfolioEngine.Trend, world.Now, CancellationToken.None));
        world.Do(() => world.Get<TrendRepository>().EndAsync(
            "main", "before", new TrendEndItem(new TrendRunResult("BTCUSDT", "20240114", "Enter", 0m, null, null, "a test"), false),
            new TrendTradeItem("BTCUSDT", Stop: 49_200m, StopId: "trend-stop"), CancellationToken.None));

        var (closed, _) = world.TrendRun();

        Assert.Equal(("Closed", 0m), (closed.Action, closed.Position));
        Assert.Null(world.Get(() => world.Get<TrendRepository>().TradeAsync("main", "BTCUSDT")).StopId);
        Assert.Null(world.Get(() => world.Claims.HolderAsync("main", "BTCUSDT", CancellationToken.None)));
    }

    [Fact]
    public async Task Entry_WhoseStopsOrchestrationWasEnded_IsClosedAtOnce()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Rising(world);
        // While the stop, which was placed, is waited for to show.
        world.Later(TimeSpan.FromMilliseconds(500), () => world.Get<DurableTaskClient>().TerminateInstanceAsync("trend-BTCUSDT-20240115-stop"));

        var (result, _) = world.TrendRun();

        Assert.Equal(("Enter", 0m), (result.Action, result.Position));
        Assert.Empty(world.Get(() => world.Paper.Perpetuals.GetPositionsAsync(CancellationToken.None)));
        Assert.Equal("ORC-TREND-010", Assert.Single(world.Alerts()).Code);
    }

    [Fact]
    public async Task Position_OfARunThatBrokeOff_IsAnAlert()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Entered(world);
        world.Do(() => world.Get<TrendRepository>().EndAsync(
            "main", "broken", new TrendEndItem(new TrendRunResult("BTCUSDT", "20240115", "Enter", 0m, null, null, "a test"), false),
            new TrendTradeItem("BTCUSDT"), CancellationToken.None));

        var difference = Assert.Single(world.Reconcile("reconciliation-1").Differences);
        Assert.Equal(("stop", "BTCUSDT"), (difference.Kind, difference.Subject));
        var alert = Assert.Single(world.Alerts());
        Assert.Equal(("ORC-RECON-005", "P0"), (alert.Code, alert.Severity));
    }

    [Fact]
    public async Task Contract_ThatTheSettingsNoLongerName_IsWatchedWhileItIsHeldAndNotEnteredAgain()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Entered(world);
        var others = world.Get<TrendSettings>() with { Pairs = [Pair.Parse("ETHUSDT")] };
        var triggers = ActivatorUtilities.CreateInstance<TrendTriggers>(world.Get<IServiceProvider>(), others);
        IEnumerable<string> Started() => world.Get(() => triggers.StartAsync(world.Get<DurableTaskClient>(), world.Now, CancellationToken.None))
            .Select(run => run.Of);
        Assert.Equal(["ETHUSDT", "BTCUSDT"], Started());

        world.Close(nameof(CloseTrendOrchestrator), "TREND", "close-1");
        TrendCases.Day(world, 50_500m);
        Assert.Equal("Closed", world.TrendRun().Result.Action);
        Assert.Equal(["ETHUSDT"], Started());
        var decided = world.Get(() => ActivatorUtilities.CreateInstance<TrendActivities>(world.Get<IServiceProvider>(), others).DecideTrend(
            new TrendDecideInput(new TrendRunInput("main", "BTCUSDT", "20240120"), "by-hand", world.Now), CancellationToken.None));
        Assert.Equal("None", decided.Action);
    }

    [Fact]
    public async Task Closing_OfAPositionWithoutATrade_SellsIt()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Entered(world);
        world.Do(() => world.Get<TrendRepository>().EndAsync(
            "main", "broken", new TrendEndItem(new TrendRunResult("BTCUSDT", "20240115", "Enter", 0m, null, null, "a test"), false),
            new TrendTradeItem("BTCUSDT"), CancellationToken.None));
        world.Close(nameof(CloseTrendOrchestrator), "TREND", "close-1");
        Assert.Empty(world.Get(() => world.Paper.Perpetuals.GetPositionsAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Exit_ThatLeavesAPositionWithoutAStop_IsAnAlert()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Entered(world);
        var run = new TrendRunInput("main", "BTCUSDT", "20240116");
        var exit = TrendOrders.Exit("main", "trend-BTCUSDT-20240116", "exit", "BTCUSDT", 0.031m);

        // Cut to the exchange's cap, and the stop could not be kept.
        world.Do(() => Activities(world).RecordTrendRun(new TrendRunEnd(
            run, "trend-BTCUSDT-20240116", new TrendDecided("Exit", null, "a test", exit, null), null,
            new StopResult("Refused", "trend-stop", 0m, "110009"), null, world.Now, world.Now), CancellationToken.None));

        var alert = Assert.Single(world.Alerts());
        Assert.Equal(("ORC-TREND-010", "P0"), (alert.Code, alert.Severity));
    }

    static TrendDecided Decide(HistoryWorld world, string day, string instance) => world.Get(() => Activities(world).DecideTrend(
        new TrendDecideInput(new TrendRunInput("main", "BTCUSDT", day), instance, world.Now), CancellationToken.None));

    static TrendActivities Activities(HistoryWorld world) =>
        ActivatorUtilities.CreateInstance<TrendActivities>(world.Get<IServiceProvider>());

    static OrderRecord Sent(OrderInput order, DateTimeOffset now) => new(
        order, OrderRecord.IntentOf(order).ClientId.Value, "Unresolved", order.Size, 50_000m, now) { Submits = 1, FirstSubmit = now };
}
