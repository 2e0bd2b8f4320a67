using Microsoft.AspNetCore.Http;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.MarketData.Bybit;

public sealed class BybitPerpetualMarketTests : IDisposable
{
    const string Instrument = """
        {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[{"symbol":"BTCUSDT","status":"Trading",
        "leverageFilter":{"maxLeverage":"100.00"},"priceFilter":{"tickSize":"0.10"},"fundingInterval":240,
        "lotSizeFilter":{"maxMktOrderQty":"100.000","minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5"}}]},
        "time":1704283200000}
        """;

    const string Ticker = """
        {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[{"symbol":"BTCUSDT","bid1Price":"42000.1",
        "ask1Price":"42000.2","lastPrice":"42000.1","markPrice":"42010","indexPrice":"42005","fundingRate":"-0.0001",
        "nextFundingTime":"1704297600000"}]},"time":1704283200000}
        """;

    static readonly Pair Btc = Pair.Parse("BTCUSDT");

    readonly Clock clock = new("2024-01-03T12:00:00Z");
    readonly HttpClient http = new();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Ticker_TakesTheIntervalFromTheInstrument()
    {
        await using var server = await AnswerAsync(request =>
            request.Path.Value!.EndsWith("tickers", StringComparison.Ordinal) ? Ticker : Instrument);
        var ticker = await Market(server).GetTickerAsync(Btc, default);
        Assert.Equal((42_010m, 42_005m, -0.0001m), (ticker.Mark.Value, ticker.Index.Value, ticker.FundingRate));
        Assert.Equal(TimeSpan.FromHours(4), ticker.FundingInterval);
        Assert.Equal(clock.Now.AddHours(4), ticker.NextFunding);
    }

    [Theory]
    [InlineData("42010", "-42010")]
    [InlineData("42010", "4.2e4")]
    [InlineData("1704297600000", "99999999999999999999")]
    [InlineData("1704297600000", "")]
    public async Task Answer_ThatCannotBeRead_IsNoAnswer(string sent, string instead)
    {
        await using var server = await AnswerAsync(request => request.Path.Value!.EndsWith("tickers", StringComparison.Ordinal)
            ? Ticker.Replace(sent, instead, StringComparison.Ordinal)
            : Instrument);
        await Assert.ThrowsAsync<MarketDataUnavailableException>(() => Market(server).GetTickerAsync(Btc, default));
    }

    [Fact]
    public async Task Instrument_IsReadWithTheFeesAndMarginsNoPublicEndpointStates()
    {
        await using var server = await AnswerAsync(_ => Instrument);
        var instrument = await Market(server).GetInstrumentAsync(Btc, 0.0006m, 0.005m, default);
        Assert.Equal((0.10m, 0.001m, 5m, 100m), (
            instrument.TickSize, instrument.LotStep, instrument.MinNotional, instrument.MaxLeverage));
        await Assert.ThrowsAsync<UnknownInstrumentException>(
            () => Market(server).GetInstrumentAsync(Pair.Parse("ETHUSDT"), 0m, 0m, default));
    }

    [Fact]
    public async Task FundingRates_AreAskedWithBothEndsAndTurnedOldestFirst()
    {
        await using var server = await AnswerAsync(_ => """
            {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[
            {"symbol":"BTCUSDT","fundingRate":"0.0002","fundingRateTimestamp":"1704268800000"},
            {"symbol":"BTCUSDT","fundingRate":"-0.0001","fundingRateTimestamp":"1704240000000"}]},"time":1704283200000}
            """);
        var rates = await Market(server).GetFundingRatesAsync(Btc, clock.Now.AddDays(-1), default);
        Assert.Equal([-0.0001m, 0.0002m], rates.Select(rate => rate.Rate));
        var request = Assert.Single(server.Requests);
        Assert.Contains("startTime=1704196800001", request, StringComparison.Ordinal);
        Assert.Contains("endTime=1704283200000", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkBars_LeaveOutTheOpenOneAndThoseThatClosedBefore()
    {
        // Hours from 11:00 (open until 12:00 = now) back; the bar of 12:00 is open.
        await using var server = await AnswerAsync(_ => """
            {"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","list":[["1704283200000","4","4","4","4"],
            ["1704279600000","3","3","3","3"],["1704276000000","2","2","2","2"]]},"time":1704283200000}
            """);
        var bars = await Market(server).GetMarkBarsAsync(Btc, clock.Now.AddHours(-1), default);
        Assert.Equal(3m, Assert.Single(bars).Close);
    }

    [Fact]
    public async Task RecordedShapes_OfBybitsAnswers_AreRead()
    {
        if (Repository.SharedData is not { } shared)
            return;
        await using var server = await AnswerAsync(request => Body(shared, request.Path.Value!.EndsWith(
            "instruments-info", StringComparison.Ordinal) ? "GetLinearInverseSymbols" : "GetFundingRateHistory"));
        var instrument = await Market(server).GetInstrumentAsync(Btc, 0.0006m, 0.005m, default);
        Assert.Equal((TimeSpan.FromHours(8), 0.001m), (instrument.FundingInterval, instrument.MinQuantity));
        clock.Set("2022-12-26T09:00:00Z");
        var rate = Assert.Single(await Market(server).GetFundingRatesAsync(Btc, clock.Now.AddDays(-1), default));
        Assert.Equal((0.0001m, DateTimeOffset.Parse("2022-12-26T08:00:00Z", null)), (rate.Rate, rate.Time));
    }

    static string Body(string shared, string name) => string.Join('\n', File.ReadLines(
        Path.Combine(shared, "bybit-v5-fixtures", "ExchangeData", name + ".txt")).Skip(3));

    static Task<HttpStandIn> AnswerAsync(Func<HttpRequest, string> body) =>
        HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync(body(context.Request)));

    BybitPerpetualMarket Market(HttpStandIn server) => new(http, clock, new BybitMarketOptions
    {
        BaseAddress = server.Address, Retries = 0,
    });
}
