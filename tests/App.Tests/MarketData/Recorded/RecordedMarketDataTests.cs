using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Recorded;
using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.App.Tests.MarketData.Recorded;

public sealed class RecordedMarketDataTests(ITestOutputHelper output) : IDisposable
{
    static readonly Pair Btc = Pair.Parse("BTCUSDT");

    const string Daily = """
        time,open,high,low,close,volume
        2024-01-01,100,120,90,110,5
        2024-01-02,110,130,100,120,5
        2024-01-03,120,121,80,90.005,5
        """;

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-data-").FullName;
    readonly Clock clock = new("2024-01-02T00:05:00Z");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Quote_IsTheLastClosedBarNeverTheRunningOne()
    {
        var market = Load(Daily);
        var quote = await market.GetQuoteAsync(Btc, default);
        Assert.Equal(110m, quote.Last.Value);
        Assert.Equal(109.98m, quote.Bid.Value); // 110 less one basis point, 109.989, down to the tick
        Assert.Equal(110.02m, quote.Ask.Value);
        clock.Set("2024-01-02T23:59:59.9999999Z");
        Assert.Equal(110m, (await market.GetQuoteAsync(Btc, default)).Last.Value);
        clock.Set("2024-01-03T00:00:00Z");
        Assert.Equal(120m, (await market.GetQuoteAsync(Btc, default)).Last.Value);
    }

    [Fact]
    public async Task QuoteTime_IsNowWhileTheBarIsTheNewestThereCouldBe()
    {
        var market = Load(Daily);
        clock.Set("2024-01-04T23:00:00Z");
        Assert.Equal(clock.Now, (await market.GetQuoteAsync(Btc, default)).Time);
        clock.Set("2024-01-05T00:00:00Z");
        var past = await market.GetQuoteAsync(Btc, default);
        Assert.Equal(90.005m, past.Last.Value);
        Assert.Equal(DateTimeOffset.Parse("2024-01-04T00:00:00Z", null), past.Time);
    }

    [Fact]
    public async Task Quote_BeforeTheFirstClose_IsUnavailable()
    {
        var market = Load(Daily);
        clock.Set("2024-01-01T23:59:00Z");
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetQuoteAsync(Btc, default));
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetDailyBarsAsync(Btc, 1, default));
    }

    [Fact]
    public async Task Quote_OfAPairWithoutAFile_IsUnavailable()
    {
        var error = await Assert.ThrowsAsync<MarketDataUnavailableException>(
            () => Load(Daily).GetQuoteAsync(Pair.Parse("ETHUSDT"), default));
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DailyBars_AreTheLastClosedOnesOldestFirst()
    {
        var market = Load(Daily);
        clock.Set("2024-01-03T12:00:00Z");
        Assert.Equal([110m, 120m], (await market.GetDailyBarsAsync(Btc, 5, default)).Select(bar => bar.Close));
        Assert.Equal([120m], (await market.GetDailyBarsAsync(Btc, 1, default)).Select(bar => bar.Close));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => market.GetDailyBarsAsync(Btc, 0, default));
    }

    [Fact]
    public async Task Hours_AreUsedWhereTheyCover()
    {
        var market = Load(Daily, """
            time,open,high,low,close,volume
            2024-01-02T00:00:00Z,110,112,110,111,1
            2024-01-02T01:00:00Z,111,113,111,112,1
            """);
        await ExpectAsync("2024-01-02T00:59:00Z", 110m, isFresh: true);
        await ExpectAsync("2024-01-02T01:00:00Z", 111m, isFresh: true);
        await ExpectAsync("2024-01-02T02:30:00Z", 112m, isFresh: true);
        // The hours end here: the day's last close is older than theirs, so theirs stands.
        await ExpectAsync("2024-01-02T09:00:00Z", 112m, isFresh: true);
        await ExpectAsync("2024-01-03T00:00:00Z", 120m, isFresh: true);

        async Task ExpectAsync(string time, decimal close, bool isFresh)
        {
            clock.Set(time);
            var quote = await market.GetQuoteAsync(Btc, default);
            Assert.Equal(close, quote.Last.Value);
            Assert.Equal(isFresh, quote.Time == clock.Now);
        }
    }

    [Fact]
    public async Task Outage_InTheHours_ShowsTheAgeOfTheLastBar()
    {
        var market = Load(Daily, """
            time,open,high,low,close,volume
            2024-01-02T00:00:00Z,110,112,110,111,1
            2024-01-02T02:00:00Z,111,113,111,112,1
            """);
        clock.Set("2024-01-02T02:30:00Z");
        var quote = await market.GetQuoteAsync(Btc, default);
        Assert.Equal(111m, quote.Last.Value);
        Assert.Equal(DateTimeOffset.Parse("2024-01-02T01:00:00Z", null), quote.Time);
        clock.Set("2024-01-02T03:00:00Z");
        Assert.Equal(clock.Now, (await market.GetQuoteAsync(Btc, default)).Time);
    }

    [Fact]
    public void Coverage_IsFromTheFirstCloseToTheLast()
    {
        var market = Load(Daily);
        Assert.Equal([Btc], market.Pairs);
        Assert.Equal(
            (DateTimeOffset.Parse("2024-01-02T00:00:00Z", null), DateTimeOffset.Parse("2024-01-04T00:00:00Z", null)),
            market.Coverage(Btc));
    }

    [Theory]
    [InlineData("ORC-DATA-002", 1, "date,open,high,low,close,volume\n2024-01-01,1,1,1,1,1")]
    [InlineData("ORC-DATA-002", 1, "2024-01-01,1,1,1,1,1")]
    [InlineData("ORC-DATA-003", 0, "time,open,high,low,close,volume\n")]
    [InlineData("ORC-DATA-003", 0, "")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01,1,1,1,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01,1,1,1,1,1,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01,1,1,1,1e3,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01,1,1,1,,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01,1,1,-1,1,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-13-01,1,1,1,1,1")]
    [InlineData("ORC-DATA-003", 2, "time,open,high,low,close,volume\n2024-01-01T05:00:00Z,1,1,1,1,1")]
    [InlineData("ORC-DATA-004", 3, "time,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n2024-01-01,1,1,1,1,1")]
    [InlineData("ORC-DATA-004", 3, "time,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n2024-01-02,1,1,1,1,1")]
    [InlineData("ORC-DATA-005", 2, "time,open,high,low,close,volume\n2024-01-01,5,4,1,3,1")]
    [InlineData("ORC-DATA-005", 2, "time,open,high,low,close,volume\n2024-01-01,5,6,5.5,5.6,1")]
    [InlineData("ORC-DATA-005", 2, "time,open,high,low,close,volume\n2024-01-01,0,0,0,0,0")]
    [InlineData("ORC-DATA-006", 3, "time,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n2024-01-05,1,1,1,1,1")]
    public void BadFile_IsRefusedNamingFileAndLine(string code, int line, string content)
    {
        var error = Assert.Throws<RecordedDataException>(() => Load(content));
        Assert.Equal(code, error.Code);
        Assert.Equal(line, error.Line);
        Assert.Contains("BTCUSDT_1d.csv", error.Message, StringComparison.Ordinal);
        output.WriteLine(error.Message);
    }

    [Fact]
    public void Gap_IsNamedFromTo()
    {
        const string content =
            "time,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n2024-01-05,1,1,1,1,1\n";
        var error = Assert.Throws<RecordedDataException>(() => Load(content));
        Assert.Contains("2024-01-03T00:00Z", error.Message, StringComparison.Ordinal);
        Assert.Contains("2024-01-05T00:00Z", error.Message, StringComparison.Ordinal);
        Load(content, options: new RecordedMarketDataOptions { AllowGaps = true });
    }

    [Fact]
    public void HourlyGap_OnADayTheDailyFileLacks_IsRefused()
    {
        var error = Assert.Throws<RecordedDataException>(() => Load(Daily, """
            time,open,high,low,close,volume
            2024-01-03T23:00:00Z,1,1,1,1,1
            2024-01-04T02:00:00Z,1,1,1,1,1
            """));
        Assert.Equal("ORC-DATA-006", error.Code);
        Assert.Contains("BTCUSDT_1h.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFolderOrFile_IsRefusedNamingIt()
    {
        var folderError = Assert.Throws<RecordedDataException>(
            () => RecordedMarketData.Load(Path.Combine(folder, "nowhere"), clock));
        Assert.Equal("ORC-DATA-001", folderError.Code);
        Assert.Contains("nowhere", folderError.Message, StringComparison.Ordinal);
        Load(Daily);
        var fileError = Assert.Throws<RecordedDataException>(() => RecordedMarketData.Load(
            folder, clock, new RecordedMarketDataOptions { Pairs = [Pair.Parse("ETHUSDT")] }));
        Assert.Equal("ORC-DATA-001", fileError.Code);
        Assert.Contains("ETHUSDT_1d.csv", fileError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsLineEndsAndByteOrderMark_AreTaken() =>
        Assert.Single(Load("\uFEFFtime,open,high,low,close,volume\r\n2024-01-01,1,1,1,1,1\r\n").Pairs);

    [Fact]
    public async Task RealData_WithItsOutage_Works()
    {
        if (Repository.SharedData is not { } data)
        {
            output.WriteLine("Skipped: there is no folder of real data beside the repository.");
            return;
        }
        clock.Set("2023-03-24T13:59:00Z");
        var market = RecordedMarketData.Load(data, clock);
        Assert.Equal(28080.0m, (await market.GetQuoteAsync(Btc, default)).Last.Value);
        clock.Set("2023-03-24T14:30:00Z");
        var within = await market.GetQuoteAsync(Btc, default);
        Assert.Equal(28080.0m, within.Last.Value);
        Assert.Equal(TimeSpan.FromMinutes(90), clock.Now - within.Time);
        clock.Set("2023-03-24T15:00:00Z");
        Assert.Equal(27989.06m, (await market.GetQuoteAsync(Btc, default)).Last.Value);

        // Every day of the joint window has a fresh price, equal to the day's recorded close.
        for (clock.Set("2021-01-01T00:05:00Z"); clock.Now.Year < 2024; clock.Now = clock.Now.AddDays(1))
        {
            var quote = await market.GetQuoteAsync(Btc, default);
            Assert.Equal(clock.Now, quote.Time);
            Assert.Equal((await market.GetDailyBarsAsync(Btc, 1, default))[0].Close, quote.Last.Value);
        }
    }

    RecordedMarketData Load(string daily, string? hourly = null, RecordedMarketDataOptions? options = null)
    {
        Write("spot-daily", "BTCUSDT_1d.csv", daily);
        if (hourly is not null)
            Write("spot-hourly", "BTCUSDT_1h.csv", hourly);
        return RecordedMarketData.Load(folder, clock, options);
    }

    void Write(string sub, string name, string content)
    {
        Directory.CreateDirectory(Path.Combine(folder, sub));
        File.WriteAllText(Path.Combine(folder, sub, name), content);
    }
}
