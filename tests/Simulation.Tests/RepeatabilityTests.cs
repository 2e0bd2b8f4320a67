using Orchestrations.Simulation.Tests.Storms;

namespace Orchestrations.Simulation.Tests;

/// <summary>One seed, one run: everything but the wall clock's figures is the same every time.</summary>
public sealed class RepeatabilityTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public async Task Recorded_RunTwice_IsTheSameRun(double faults)
    {
        using var data = Simulated.TwoPairs(60);
        await SameAsync(data.Path, "2021-01-02", "2021-02-20", 7, faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public Task Synthetic_RunTwice_IsTheSameRun(double faults) => SameAsync(null, "2024-03-01", "2024-04-20", 7, faults);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 0.01)]
    public async Task EveryOperation_RunTwice_IsTheSameRun(double faults, double crash)
    {
        var options = StormScenario.Bottom.Options(7, faults, crash);
        var (first, second) = (await Simulated.RunAsync(options), await Simulated.RunAsync(options));
        Assert.Equal(crash > 0, first.Report.Work.Crashes > 0);
        Same(first, second);
    }

    [Fact]
    public async Task EveryOperation_OnTheSyntheticMarket_IsTheSameRun() => Same(
        await Simulated.RunAllAsync(null, "2024-03-01", "2024-03-08", 7, 0.1),
        await Simulated.RunAllAsync(null, "2024-03-01", "2024-03-08", 7, 0.1));

    [Fact]
    public async Task Synthetic_OfAnotherSeed_IsAnotherMarket()
    {
        var one = await Simulated.RunAsync(null, "2024-03-01", "2024-03-10", seed: 1);
        var other = await Simulated.RunAsync(null, "2024-03-01", "2024-03-10", seed: 2);
        Assert.NotEqual(one.Report.OrderListHash, other.Report.OrderListHash);
    }

    static async Task SameAsync(string? folder, string from, string to, long seed, double faults)
    {
        var first = await Simulated.RunAsync(folder, from, to, seed, faults);
        var second = await Simulated.RunAsync(folder, from, to, seed, faults);
        Same(first, second);
    }

    static void Same(Simulated first, Simulated second)
    {
        Assert.NotEmpty(first.Entries);
        Assert.Equal(WithoutWallClock(first), WithoutWallClock(second));
        Assert.Equal(first.UpTo(DateTimeOffset.MaxValue), second.UpTo(DateTimeOffset.MaxValue));
        Assert.Equal(first.Audit[^1].Hash, second.Audit[^1].Hash);
    }

    static string WithoutWallClock(Simulated run) => (run.Report with { WallSeconds = 0, OrchestrationsPerSecond = 0 }).ToJson();
}
