using Microsoft.AspNetCore.Http;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.App.Tests.MarketData.Bybit;

public sealed class BybitPublicMarketDataTests(ITestOutputHelper output) : IDisposable
{
    static readonly Pair Btc = Pair.Parse("BTCUSDT");

    // 2024-01-03T12:00:00Z: the bar of that day is still open.
    const long Noon = 1704283200000;
    const string Ticker = """
        {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[{"symbol":"BTCUSDT","bid1Price":"42000.1",
        "bid1Size":"2","ask1Price":"42000.2","ask1Size":"1","lastPrice":"42000.15"}]},"retExtInfo":{},"time":1704283200000}
        """;

    readonly Clock clock = new("2024-01-03T12:00:00Z");
    readonly HttpClient http = new();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Quote_IsTheTickerWithTheExchangesTime()
    {
        await using var server = await AnswerAsync(Ticker);
        var quote = await Market(server).GetQuoteAsync(Btc, default);
        Assert.Equal((42000.1m, 42000.2m, 42000.15m), (quote.Bid.Value, quote.Ask.Value, quote.Last.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Noon), quote.Time);
        Assert.Equal(["/v5/market/tickers?category=spot&symbol=BTCUSDT"], server.Requests);
    }

    [Fact]
    public async Task DailyBars_AreTurnedOldestFirstWithoutTheOpenOne()
    {
        await using var server = await AnswerAsync(Klines((3, "130"), (2, "120"), (1, "110")));
        var bars = await Market(server).GetDailyBarsAsync(Btc, 2, default);
        Assert.Equal([110m, 120m], bars.Select(bar => bar.Close));
        Assert.Equal(new DateTimeOffset(2024, 1, 3, 0, 0, 0, TimeSpan.Zero), bars[^1].CloseTime);
        Assert.Contains("limit=3", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DailyBars_OfMoreThanOnePage_AreReadToTheEnd()
    {
        var first = new DateTimeOffset(2024, 1, 3, 0, 0, 0, TimeSpan.Zero);
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            var query = context.Request.Query;
            var newest = query.TryGetValue("end", out var end)
                ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(end!, null))
                : first.AddHours(12);
            var day = new DateTimeOffset(newest.Date, TimeSpan.Zero);
            var rows = Enumerable.Range(0, int.Parse(query["limit"]!, null)).Select(i => (day.AddDays(-i), "100"));
            return context.Response.WriteAsync(KlinesAt([.. rows]));
        });
        var bars = await Market(server).GetDailyBarsAsync(Btc, 1500, default);
        Assert.Equal(1500, bars.Count);
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => first.AddDays(i - 1500)), bars.Select(bar => bar.OpenTime));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Instrument_IsReadWithTheNewLimitNamesAndTheOld()
    {
        const string shape = """
            {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[{"symbol":"BTCUSDT","baseCoin":"BTC",
            "quoteCoin":"USDT","status":"Trading","lotSizeFilter":{"basePrecision":"0.000001","quotePrecision":"0.0000001",
            "minOrderAmt":"5",LIMITS},"priceFilter":{"tickSize":"0.1"},"riskParameters":{"priceLimitRatioX":"0.05"}}]},"time":1}
            """;
        await using var server = await AnswerAsync(
            shape.Replace("LIMITS", """ "maxLimitOrderQty":"83","maxMarketOrderQty":"41.5" """, StringComparison.Ordinal),
            shape.Replace("LIMITS", """ "maxOrderQty":"71.7" """, StringComparison.Ordinal));
        var now = await Market(server).GetInstrumentAsync(Btc, 0.001m, default);
        Assert.Equal((41.5m, 83m, 0.1m, 5m), (now.MaxMarketQuantity, now.MaxLimitQuantity, now.TickSize, now.MinOrderAmount));
        Assert.Equal((0.05m, 0.001m), (now.PriceLimitRatio, now.TakerFeeRate));
        var then = await Market(server).GetInstrumentAsync(Btc, 0.001m, default);
        Assert.Equal((71.7m, 71.7m), (then.MaxMarketQuantity, then.MaxLimitQuantity));
    }

    [Fact]
    public async Task Instrument_OfAPairThatIsNotListed_IsUnknown()
    {
        await using var server = await AnswerAsync("""{"retCode":0,"retMsg":"OK","result":{"list":[]},"time":1}""");
        await Assert.ThrowsAsync<UnknownInstrumentException>(() => Market(server).GetInstrumentAsync(Btc, 0.001m, default));
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => Market(server).GetQuoteAsync(Btc, default));
    }

    [Fact]
    public async Task Time_IsReadToTheNanosecondsTicks()
    {
        await using var server = await AnswerAsync(
            """{"retCode":0,"retMsg":"OK","result":{"timeSecond":"1688639403","timeNano":"1688639403423213947"},"time":1}""");
        var time = await Market(server).GetTimeAsync(default);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(16886394034232139), time);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, "")]
    [InlineData(200, """{"retCode":10006,"retMsg":"Too many visits!","result":{},"time":1}""")]
    [InlineData(200, """{"retCode":10016,"retMsg":"Server error.","result":null,"time":1}""")]
    [InlineData(200, "<html>a proxy's page</html>")]
    public async Task Request_ThatFailsForAWhile_IsRepeated(int status, string body)
    {
        await using var server = await HttpStandIn.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number < 3 ? status : 200;
            return context.Response.WriteAsync(number < 3 ? body : Ticker);
        });
        Assert.Equal(42000.15m, (await Market(server).GetQuoteAsync(Btc, default)).Last.Value);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Request_ThatFailsAlways_IsUnavailableAndThenTheCircuitIsOpen()
    {
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var market = Market(server);
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetQuoteAsync(Btc, default));
        Assert.Equal(8, server.Requests.Count);
    }

    [Fact]
    public async Task Request_RefusedForGood_IsNotRepeated()
    {
        await using var server = await AnswerAsync("""{"retCode":10001,"retMsg":"Not supported symbols","result":{},"time":1}""");
        var error = await Assert.ThrowsAsync<MarketDataUnavailableException>(() => Market(server).GetQuoteAsync(Btc, default));
        Assert.Contains("10001", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Forbidden_SilencesTheClientForTheAgreedTime()
    {
        await using var server = await HttpStandIn.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 403 : 200;
            return context.Response.WriteAsync(Ticker);
        });
        var market = Market(server);
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetQuoteAsync(Btc, default));
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetQuoteAsync(Btc, default));
        Assert.Single(server.Requests);
        clock.Now += TimeSpan.FromMinutes(10);
        await market.GetQuoteAsync(Btc, default);
    }

    [Fact]
    public async Task Request_WithoutAnAnswer_EndsAfterItsTimeout()
    {
        await using var server = await HttpStandIn.StartAsync(
            (context, _) => Task.Delay(TimeSpan.FromSeconds(30), clock, context.RequestAborted));
        var market = new BybitPublicMarketData(http, clock, Options(server) with
        {
            AttemptTimeout = TimeSpan.FromMilliseconds(100),
            Retries = 0,
        });
        var error = await Assert.ThrowsAsync<MarketDataUnavailableException>(() => market.GetQuoteAsync(Btc, default));
        Assert.Contains("did not answer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"42000.1\"", "\"\"")]
    [InlineData("\"42000.15\"", "\"0\"")]
    [InlineData("\"42000.1\"", "\"43000\"")] // a bid above the ask
    public async Task Quote_WithAnUnusableNumber_IsUnavailable(string good, string bad)
    {
        await using var server = await AnswerAsync(Ticker.Replace(good, bad, StringComparison.Ordinal));
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => Market(server).GetQuoteAsync(Btc, default));
    }

    [Fact]
    public async Task RecordedAnswers_OfTheRealApi_AreRead()
    {
        if (Repository.SharedData is not { } data)
        {
            output.WriteLine("Skipped: there is no folder of real data beside the repository.");
            return;
        }
        await using var server = await AnswerAsync(Fixture("GetSpotTickers"), Fixture("GetSpotSymbols"));
        var quote = await Market(server).GetQuoteAsync(Btc, default);
        Assert.Equal((20517.96m, 20527.77m, 20533.13m), (quote.Bid.Value, quote.Ask.Value, quote.Last.Value));
        var instrument = await Market(server).GetInstrumentAsync(Btc, 0.001m, default);
        Assert.Equal((0.000001m, 0.01m, 71.73956243m), (
            instrument.BasePrecision, instrument.TickSize, instrument.MaxMarketQuantity));

        string Fixture(string name) => string.Join('\n', File.ReadLines(
            Path.Combine(data, "bybit-v5-fixtures", "ExchangeData", name + ".txt")).Skip(3));
    }

    BybitPublicMarketData Market(HttpStandIn server) => new(http, clock, Options(server));

    static BybitMarketOptions Options(HttpStandIn server) => new()
    {
        BaseAddress = server.Address,
        RetryPause = TimeSpan.FromMilliseconds(1),
    };

    static Task<HttpStandIn> AnswerAsync(params string[] bodies) => HttpStandIn.StartAsync(
        (context, number) => context.Response.WriteAsync(bodies[Math.Min(number, bodies.Length) - 1]));

    static string Klines(params (int Day, string Close)[] rows) => KlinesAt(
        [.. rows.Select(row => (new DateTimeOffset(2024, 1, row.Day, 0, 0, 0, TimeSpan.Zero), row.Close))]);

    static string KlinesAt((DateTimeOffset Open, string Close)[] rows)
    {
        var list = rows.Select(
            row => $"""["{row.Open.ToUnixTimeMilliseconds()}","100","200","50","{row.Close}","1.5","150"]""");
        return $$"""
            {"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","list":[{{string.Join(',', list)}}]},"time":{{Noon}}}
            """;
    }
}
