using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The trend runs whose histories are kept, on a market that rises day by day.</summary>
static class TrendCases
{
    public static readonly Pair Btc = Pair.Parse("BTCUSDT");

    /// <summary>Short averages, so that a case needs few days.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Trend:Capital"] = "5000", ["Trend:Symbols"] = "BTCUSDT", ["Trend:FastLength"] = "2", ["Trend:SlowLength"] = "4",
        ["Trend:AdxLength"] = "2", ["Trend:AtrLength"] = "2", ["Trend:VolumeLength"] = "2", ["Trend:MinVolume"] = "0.5",
        ["Trend:RiskShare"] = "0.005",
    };

    /// <summary>A hundred days that rose by 100 to today's price, each with a range of 400: an ATR of 400.</summary>
    public static void Rising(HistoryWorld world)
    {
        world.OpenBooks();
        var today = new DateTimeOffset(2024, 1, 15, 0, 0, 0, TimeSpan.Zero);
        for (var day = 100; day > 0; day--)
            Add(world, today.AddDays(-day), 50_000m - 100m * (day - 1));
    }

    /// <summary>A day passes, and its bar is known.</summary>
    public static void Day(HistoryWorld world, decimal close, decimal? low = null)
    {
        var open = new DateTimeOffset(world.Now.UtcDateTime.Date, TimeSpan.Zero);
        Add(world, open, close, low);
        world.Market.Prices["BTCUSDT"] = close;
        world.Pass(TimeSpan.FromDays(1));
    }

    public static string Entered(HistoryWorld world)
    {
        Rising(world);
        var (result, instance) = world.TrendRun();
        Assert.Equal("Enter", result.Action);
        Assert.True(result.Stop is > 49_000m and < 49_300m, $"{result.Stop}");
        return instance;
    }

    public static string Held(HistoryWorld world)
    {
        Entered(world);
        Day(world, 51_500m);
        var (result, instance) = world.TrendRun();
        Assert.Equal("Hold", result.Action);
        return instance;
    }

    public static string StoppedOut(HistoryWorld world)
    {
        Entered(world);
        Day(world, 49_900m, low: 48_500m);
        var (result, instance) = world.TrendRun();
        Assert.Equal(("Closed", 0m), (result.Action, result.Position));
        return instance;
    }

    public static string Exited(HistoryWorld world)
    {
        Entered(world);
        Day(world, 49_650m);
        var (result, instance) = world.TrendRun();
        Assert.Equal(("Exit", 0m), (result.Action, result.Position));
        return instance;
    }

    public static string Unprotected(HistoryWorld world)
    {
        Rising(world);
        world.Contracts.RefusesStops = true;
        var (result, instance) = world.TrendRun();
        Assert.Equal(("Enter", 0m), (result.Action, result.Position));
        Assert.Equal("ORC-TREND-010", Assert.Single(world.Alerts()).Code);
        return instance;
    }

    /// <summary>The stop's own orchestration, of the run that entered.</summary>
    public static string Stop(HistoryWorld world) => Entered(world) + "-stop";

    public static string Closed(HistoryWorld world)
    {
        Entered(world);
        world.Close(nameof(CloseTrendOrchestrator), "TREND", "close-1");
        Assert.Equal(0m, world.Booked(PortfolioEngine.Trend, AccountKind.Contracts, "BTCUSDTPERP"));
        Assert.Empty(world.Get(() => world.Paper.Perpetuals.ListOpenAsync(Btc, CancellationToken.None)));
        return "close-1";
    }

    static void Add(HistoryWorld world, DateTimeOffset open, decimal close, decimal? low = null)
    {
        var bar = new Bar(Btc, open, TimeSpan.FromDays(1), close - 100m, close + 100m, low ?? close - 300m, close, 1_000m);
        world.Market.Days.Add(bar);
        world.Market.Marks.Add(bar);
    }
}
