using Microsoft.AspNetCore.Http;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.Domain.Assets;
using Orchestrations.Local.MarketData;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.MarketData;

public sealed class MarketDataSelectionTests
{
    readonly FixedClock clock = new();

    [Fact]
    public async Task Choose_WhenBybitAnswers_IsLive()
    {
        await using var server = await HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync(
            """{"retCode":0,"retMsg":"OK","result":{"timeSecond":"1704283202","timeNano":"1704283202000000000"},"time":1}"""));
        using var selection = await MarketDataSelection.ChooseAsync(
            clock, 7, new BybitMarketOptions { BaseAddress = server.Address });
        Assert.True(selection.IsLive);
        Assert.IsType<BybitPublicMarketData>(selection.Market);
        Assert.Equal(TimeSpan.FromSeconds(2), selection.ClockDifference);
        Assert.Contains("Bybit", selection.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_WhenBybitRefuses_IsSyntheticAndSaysWhy()
    {
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        await ExpectSyntheticAsync(server.Address, "403");
    }

    [Fact]
    public async Task Choose_WhenNobodyListens_IsSynthetic()
    {
        Uri gone;
        await using (var server = await HttpStandIn.StartAsync((_, _) => Task.CompletedTask))
            gone = server.Address;
        await ExpectSyntheticAsync(gone, "not reached");
    }

    [Fact]
    public async Task Choose_WhenBybitIsSlow_IsSyntheticAfterTheTimeout()
    {
        await using var server = await HttpStandIn.StartAsync(
            (context, _) => Task.Delay(TimeSpan.FromSeconds(30), clock, context.RequestAborted));
        await ExpectSyntheticAsync(server.Address, "did not answer");
    }

    async Task ExpectSyntheticAsync(Uri address, string reason)
    {
        using var selection = await MarketDataSelection.ChooseAsync(
            clock, 7, new BybitMarketOptions { BaseAddress = address }, TimeSpan.FromMilliseconds(500));
        Assert.False(selection.IsLive);
        Assert.IsType<SyntheticMarketData>(selection.Market);
        Assert.Contains("synthetic market, seed 7", selection.Description, StringComparison.Ordinal);
        Assert.Contains(reason, selection.Description, StringComparison.Ordinal);
        Assert.Null(selection.ClockDifference);
        Assert.True((await selection.Market.GetQuoteAsync(Pair.Parse("BTCUSDT"), default)).Last.Value > 0m);
    }

    // 2024-01-03T12:00:00Z, standing still; its timers run in real time.
    sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1704283200000);
    }
}
