using System.Globalization;
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

    static void Compare(Simulated one, Simulated other)
    {
        Assert.Equal(1 + 2 * Known, one.Entries.Count(entry => entry.Time < Until));
        Assert.Equal(one.UpTo(Until), other.UpTo(Until));
    }

    // The opening balance follows the length of the run unless it is set.
    static Task<Simulated> RunAsync(BarFolder data, DateOnly to) => Simulated.RunAsync(
        data.Path,
        "2021-01-02",
        to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        settings: ["Paper:StartBalance=20000", "Dca:Plan:Start=2021-01-02"]);
}
