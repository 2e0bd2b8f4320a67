using Orchestrations.App.MarketData;
using Orchestrations.Local.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

public sealed class ChosenMarketDataTests
{
    [Fact]
    public async Task Dispose_BeforeTheChoiceIsMade_StopsTheProbe()
    {
        await using var silent = await HttpStandIn.StartAsync(
            (context, _) => Task.Delay(TimeSpan.FromSeconds(30), WallClock.Instance, context.RequestAborted));
        var settings = new MarketSettings(new() { BaseAddress = silent.Address }, 1, 1m);
        var market = new ChosenMarketData(settings, WallClock.Instance);
        Assert.Equal("being chosen", market.Description);
        market.Dispose();
        market.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(market.DescribeAsync);
    }

    [Fact]
    public async Task Description_OnceChosen_SaysWhichMarketAndWhy()
    {
        var settings = new MarketSettings(new() { BaseAddress = new Uri(LoopbackPort.Nobody) }, 7, 1m);
        using var market = new ChosenMarketData(settings, WallClock.Instance);
        var description = await market.DescribeAsync();
        Assert.Contains("synthetic market, seed 7, because 127.0.0.1 gave no prices", description, StringComparison.Ordinal);
        Assert.Equal(description, market.Description);
    }
}
