using Orchestrations.App.Paper;
using Orchestrations.App.Tests.Histories;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Trend;

/// <summary>Whole trend trades on the real engine.</summary>
public sealed class TrendTradeTests
{
    static readonly PaperExchangeOptions Flat = new()
    {
        HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m, StopSlippageBasisPoints = 0m,
    };

    [Fact]
    public async Task Trade_FromEntryToItsStop_LosesWhatItRiskedAndFees()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Rising(world);

        // The range is 400 a day: stop at 50,000 − 2 × 400 = 49,200. 0.5 % of 5,000 over 800 is 0.03125: 0.031 in lots.
        var (entered, _) = world.TrendRun();
        Assert.Equal(("Enter", 0.031m, 49_200m), (entered.Action, entered.Position, entered.Stop));
        Assert.Equal(5_000m - 0.8525m, Cash(world));

        TrendCases.Day(world, 49_900m, low: 48_500m);
        var (closed, _) = world.TrendRun();
        // 0.031 × −800 = −24.8; fees 0.031 × (50,000 + 49,200) × 0.055 % = 0.8525 + 0.83886.
        Assert.Equal(("Closed", 0m, -26.49136m), (closed.Action, closed.Position, closed.Profit));
        Assert.Equal(5_000m - 26.49136m, Cash(world));
        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
        Assert.Equal(["ORC-TREND-014"], world.Alerts().Select(alert => alert.Code));
        Assert.Equal(["ORC-TREND-011", "ORC-TREND-013"], world.Notes().Where(note => note.Severity == "P3").Select(note => note.Code).Order());

        // The contract is free again, and the next day is decided anew.
        Assert.Null(world.Get(() => world.Claims.HolderAsync("main", "BTCUSDT", CancellationToken.None)));
    }

    [Fact]
    public async Task Stop_WhileThePriceRisesAndFalls_OnlyEverMovesUp()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Rising(world);
        world.TrendRun();
        var stops = new List<decimal>();
        foreach (var close in (decimal[])[50_500m, 51_500m, 52_500m, 52_300m, 53_000m])
        {
            TrendCases.Day(world, close);
            Assert.Equal("Hold", world.TrendRun().Result.Action);
            var open = world.Get(() => world.Paper.Perpetuals.ListOpenAsync(TrendCases.Btc, CancellationToken.None));
            stops.Add(Assert.Single(open).Order.Trigger.Value);
        }
        Assert.Equal(stops.Order(), stops);
        Assert.True(stops[^1] > 49_200m);
        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
    }

    [Fact]
    public async Task Stop_ThatVanishesFromTheExchange_IsPlacedAnewAndIsAnAlertUntilThen()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Rising(world);
        world.TrendRun();
        var standing = Assert.Single(world.Get(() => world.Paper.Perpetuals.ListOpenAsync(TrendCases.Btc, CancellationToken.None)));
        world.Do(() => world.Paper.Perpetuals.CancelAsync(TrendCases.Btc, standing.ClientId, CancellationToken.None));

        Assert.Equal("stop", Assert.Single(world.Reconcile("reconciliation-1").Differences).Kind);
        Assert.Equal("ORC-RECON-005", Assert.Single(world.Alerts()).Code);

        TrendCases.Day(world, 50_500m);
        Assert.Equal("Hold", world.TrendRun().Result.Action);
        var placed = Assert.Single(world.Get(() => world.Paper.Perpetuals.ListOpenAsync(TrendCases.Btc, CancellationToken.None)));
        Assert.NotEqual(standing.ClientId, placed.ClientId);
        Assert.Empty(world.Reconcile("reconciliation-2").Differences);
    }

    [Fact]
    public async Task Position_ClosedByTheBreaker_NeedsNoStopBeforeTheNextRunNotesItsEnd()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Rising(world);
        world.TrendRun();
        world.Close(nameof(CloseTrendOrchestrator), "TREND", "close-1");

        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
        Assert.Empty(world.Alerts());
        TrendCases.Day(world, 50_500m);
        Assert.Equal("Closed", world.TrendRun().Result.Action);
    }

    [Fact]
    public async Task Position_WhoseStopIsRefused_IsClosedAtOnce()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Unprotected(world);
        Assert.Equal(("ORC-TREND-010", "P2"), Assert.Single(world.Alerts()) is var alert ? (alert.Code, alert.Severity) : default);
        Assert.Empty(world.Get(() => world.Paper.Perpetuals.GetPositionsAsync(CancellationToken.None)));
        // Fees of both ways.
        Assert.Equal(5_000m - 2m * 0.8525m, Cash(world));
    }

    [Fact]
    public async Task Position_LiquidatedOrReducedByTheExchange_IsNoticed()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Rising(world);
        world.TrendRun();
        world.Do(() => world.Paper.Perpetuals.DeleverageAsync(
            "1", TrendCases.Btc, new Domain.Assets.Quantity(0.031m, TrendCases.Btc.Base), CancellationToken.None));
        Assert.Empty(world.Reconcile("reconciliation-1").Differences);
        Assert.Equal("ORC-CONTRACT-003", Assert.Single(world.Alerts()).Code);

        TrendCases.Day(world, 50_500m);
        Assert.Equal("Closed", world.TrendRun().Result.Action);
        // The stop that protected it is gone with it.
        Assert.Empty(world.Get(() => world.Paper.Perpetuals.ListOpenAsync(TrendCases.Btc, CancellationToken.None)));
    }

    [Fact]
    public async Task Run_BeforeThereAreEnoughBars_DoesNothing()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        world.OpenBooks();
        TrendCases.Day(world, 50_000m);
        var (result, _) = world.TrendRun();
        Assert.Equal(("None", 0m), (result.Action, result.Position));
    }

    static decimal Cash(HistoryWorld world) => world.Booked(PortfolioEngine.Trend, AccountKind.Holdings, "USDT");
}
