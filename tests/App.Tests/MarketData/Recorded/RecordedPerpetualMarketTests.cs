using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Recorded;
using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.MarketData.Recorded;

public sealed class RecordedPerpetualMarketTests : IDisposable
{
    static readonly Pair Btc = Pair.Parse("BTCUSDT");

    readonly BarFolder data = new();
    readonly Clock clock = new("2024-01-02T08:05:00Z");

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Ticker_BetweenTwoSettlements_IsTheIndexMovedByTheRestOfTheInterval()
    {
        var market = Load("2024-01-02T00:00:00Z,0.0002", "2024-01-02T08:00:00Z,0.0004", "2024-01-02T16:00:00Z,0.9");
        var ticker = await market.GetTickerAsync(Btc, default);
        // The whole interval lies ahead of the settlement at 08:00.
        Assert.Equal((100m, 100.04m), (ticker.Index.Value, ticker.Mark.Value));
        Assert.Equal((0.0004m, TimeSpan.FromHours(8)), (ticker.FundingRate, ticker.FundingInterval));
        Assert.Equal(DateTimeOffset.Parse("2024-01-02T16:00:00Z", null), ticker.NextFunding);
        clock.Set("2024-01-02T15:59:59Z");
        Assert.Equal(ticker.Mark, (await market.GetTickerAsync(Btc, default)).Mark);
    }

    [Fact]
    public async Task FundingRates_BeforeTheirTime_AreNotShown()
    {
        var market = Load("2024-01-02T00:00:00Z,0.0001", "2024-01-02T08:00:00Z,0.0002", "2024-01-02T16:00:00Z,0.9");
        clock.Set("2024-01-02T15:59:59Z");
        Assert.Equal([0.0001m, 0.0002m], await RatesAsync("2024-01-01T00:00:00Z"));
        Assert.Equal([0.0002m], await RatesAsync("2024-01-02T00:00:00Z"));
        Assert.Empty(await RatesAsync("2024-01-02T08:00:00Z"));

        async Task<IEnumerable<decimal>> RatesAsync(string after) =>
            (await market.GetFundingRatesAsync(Btc, DateTimeOffset.Parse(after, null), default)).Select(rate => rate.Rate);
    }

    [Fact]
    public async Task MarkBars_AreHoursWhereTheDayIsWholeAndTheDayToo_WhereAnHourIsMissing()
    {
        data.WriteHourly("BTCUSDT", new DateOnly(2024, 1, 1), BarFolder.Closes(100m, 48), missing: [30]);
        clock.Set("2024-01-03T00:05:00Z");
        var bars = await Load("2024-01-01T00:00:00Z,0.0001").GetMarkBarsAsync(Btc, Time("2024-01-01T00:00:00Z"), default);
        Assert.Equal(24 + 23, bars.Count(bar => bar.Span == TimeSpan.FromHours(1)));
        Assert.Equal(Time("2024-01-02T00:00:00Z"), Assert.Single(bars, bar => bar.Span == TimeSpan.FromDays(1)).OpenTime);
        Assert.All(bars, bar => Assert.True(bar.CloseTime <= clock.Now));
    }

    [Fact]
    public async Task Ticker_AfterTheLastSettlement_IsUnavailable()
    {
        var market = Load("2024-01-02T00:00:00Z,0.0001", "2024-01-02T08:00:00Z,0.0002");
        clock.Set("2024-01-02T16:00:00Z");
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetTickerAsync(Btc, default));
        clock.Set("2024-01-01T23:00:00Z");
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetTickerAsync(Btc, default));
    }

    [Theory]
    [InlineData("ORC-DATA-003", "2024-01-01T00:00:00Z,high")]
    [InlineData("ORC-DATA-004", "2024-01-01T08:00:00Z,0.1", "2024-01-01T00:00:00Z,0.1")]
    [InlineData("ORC-DATA-006", "2024-01-01T00:00:00Z,0.1", "2024-01-01T16:00:00Z,0.1")]
    public void Load_OfAFileThatCannotBeTrusted_IsRefused(string code, params string[] rows) =>
        Assert.Equal(code, Assert.Throws<RecordedDataException>(() => Load(rows)).Code);

    [Fact]
    public async Task FearGreed_IsKnownFromMidnightOfItsDay_AndNotForLong()
    {
        Write("fear-greed", "fear_greed.csv", "date,fng", "2024-01-01,20", "2024-01-02,71");
        var index = RecordedFearGreedIndex.Load(data.Path, clock);
        foreach (var (now, value) in ((string, int?)[])
            [("2023-12-31T23:59:59Z", null), ("2024-01-01T23:59:59Z", 20), ("2024-01-02T00:00:00Z", 71),
             ("2024-01-04T23:59:59Z", 71), ("2024-01-05T00:00:00Z", null)])
        {
            clock.Set(now);
            Assert.Equal(value, (await index.GetLatestAsync(default))?.Value);
        }
    }

    [Fact]
    public void FearGreed_OutOfItsRange_IsRefused()
    {
        Write("fear-greed", "fear_greed.csv", "date,fng", "2024-01-01,101");
        Assert.Equal("ORC-DATA-003", Assert.Throws<RecordedDataException>(() => RecordedFearGreedIndex.Load(data.Path, clock)).Code);
    }

    RecordedPerpetualMarket Load(params string[] rates)
    {
        data.WriteDaily("BTCUSDT", new DateOnly(2024, 1, 1), 100m, 100m, 100m);
        Write("funding-8h", "bybit_BTCUSDT_funding.csv", ["time,funding_rate", .. rates]);
        return RecordedPerpetualMarket.Load(data.Path, RecordedMarketData.Load(data.Path, clock), clock);
    }

    void Write(string folder, string file, params string[] lines)
    {
        Directory.CreateDirectory(Path.Combine(data.Path, folder));
        File.WriteAllLines(Path.Combine(data.Path, folder, file), lines);
    }

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, null);
}
