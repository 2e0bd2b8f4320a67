using System.Globalization;
using Orchestrations.Simulation.Tests.Storms;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests;

/// <summary>What is decided and bought on a day cannot depend on what comes after it.</summary>
public sealed class LookAheadTests
{
    const int Known = 40;
    static readonly DateOnly First = new(2021, 1, 1);

    // The day after the last known bar still buys at that bar's close.
    static readonly DateTimeOffset Until = new(First.AddDays(Known + 1), TimeOnly.MinValue, TimeSpan.Zero);

    [Fact]
    public async Task Decisions_WhenTheFilesEndThere_AreTheSameUpToThere()
    {
        using var data = Simulated.TwoPairs(70);
        using var cut = Simulated.TwoPairs(Known);
        var whole = await RunAsync(data, First.AddDays(69));
        var part = await RunAsync(cut, First.AddDays(Known));
        Compare(whole, part);
    }

    [Fact]
    public async Task Decisions_WhenThePricesTurnThere_AreTheSameUpToThere()
    {
        using var data = Simulated.TwoPairs(70);
        using var turned = new BarFolder();
        turned.WriteDaily("BTCUSDT", First, [.. BarFolder.Closes(30_000m, Known), .. BarFolder.Closes(3_000m, 30)]);
        turned.WriteDaily("ETHUSDT", First, [.. BarFolder.Closes(1_000m, Known), .. BarFolder.Closes(9_000m, 30)]);
        var whole = await RunAsync(data, First.AddDays(69));
        var other = await RunAsync(turned, First.AddDays(69));
        Compare(whole, other);
        Assert.NotEqual(whole.Report.OrderListHash, other.Report.OrderListHash);
    }

    [Fact]
    public async Task EveryOperation_WhenTheFilesEndThere_DecidesTheSameUpToThere()
    {
        using var data = Market(8, Fall);
        using var cut = Market(5, Fall);
        await CompareAllAsync(data, cut, 5);
    }

    [Fact]
    public async Task EveryOperation_WhenPricesAndRatesTurnThere_DecidesTheSameUpToThere()
    {
        using var data = Market(8, Fall);
        using var turned = Market(8, hour => hour < 5 * 24 ? Fall(hour) : 0.02, n => n < 15 ? 0.0003m : -0.002m);
        var (whole, other) = await CompareAllAsync(data, turned, 7);
        Assert.NotEqual(whole.Report.OrderListHash, other.Report.OrderListHash);
    }

    // Up, down by a good part within a day, and up again: entries, stops, levels of the breaker, and what they close.
    static double Fall(int hour) => hour is >= 76 and < 100 ? -0.012 : 0.0009;

    static StormMarket Market(int days, Func<int, double> hour, Func<int, decimal>? rate = null) =>
        new(days, _ => 0.004, hour, rate ?? (_ => 0.0003m), 15);

    // Five days are known to both: decisions and entries up to their end must be equal, times included.
    static async Task<(Simulated Whole, Simulated Other)> CompareAllAsync(StormMarket one, StormMarket two, int days)
    {
        string[] settings =
        [
            "Paper:StartBalance=102000", "Dca:Plan:DeploymentDays=2", "Funding:Symbols=ETHUSDT", "Trend:SlowLength=60",
            "Trend:FastLength=20", "Trend:AdxLength=5", "Trend:AtrLength=5", "Rebalance:SettlingDays=2", "Rebalance:EveryDays=2",
            "Rebalance:MinTrade=0.005", "Tactical:Crash=0.15", "Tactical:DeepCrash=0.5",
        ];
        var until = new DateTimeOffset(StormMarket.First.AddDays(5), TimeOnly.MinValue, TimeSpan.Zero);
        Task<Simulated> RunAsync(StormMarket market, int last) => Simulated.RunAllAsync(
            market.Path, Text(StormMarket.First), Text(StormMarket.First.AddDays(last)), settings: settings);
        var (whole, other) = (await RunAsync(one, 7), await RunAsync(two, days));
        Assert.Equal(whole.UpTo(until), other.UpTo(until));
        foreach (var decided in (string[])["order-outcome", "funding-decision", "trend-run", "breaker-level", "rebalance-buys"])
            Assert.Contains(whole.Audit, record => record.Kind == decided && record.Time < until);
        return (whole, other);
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void Compare(Simulated one, Simulated other)
    {
        Assert.Equal(1 + 2 * Known, one.Entries.Count(entry => entry.Time < Until));
        Assert.Equal(one.UpTo(Until), other.UpTo(Until));
    }

    // The opening balance follows the length of the run unless it is set.
    static Task<Simulated> RunAsync(BarFolder data, DateOnly to) => Simulated.RunAsync(
        data.Path,
        "2021-01-02",
        Text(to),
        settings: ["Paper:StartBalance=20000", "Dca:Plan:Start=2021-01-02"]);
}
