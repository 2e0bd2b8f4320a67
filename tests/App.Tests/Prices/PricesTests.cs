using Orchestrations.App.Prices;
using Orchestrations.App.Tests.Histories;
using Orchestrations.App.Tests.Http;
using Orchestrations.App.Paper;

namespace Orchestrations.App.Tests.Prices;

/// <summary>Prices as people are shown them, with what this system did and holds, and amounts worked out by hand.</summary>
public class PricesTests
{
    static readonly PaperExchangeOptions flat = new() { HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m };

    [Fact]
    public async Task Instruments_AreThoseOfTheSettings()
    {
        await using var world = new HistoryWorld(settings: new Dictionary<string, string?>
        {
            ["Funding:Symbols"] = "SOLUSDT", ["Trend:Symbols"] = "BTCUSDT",
        });
        var answer = world.Say(request => Task.FromResult(world.Get<PriceTriggers>().InstrumentList(request))).As<InstrumentsAnswer>();
        Assert.Equal(
            [("BTCUSDT", "spot contract"), ("ETHUSDT", "spot"), ("SOLUSDT", "spot contract")],
            answer.Instruments.Select(one => (one.Symbol, string.Join(' ', one.Markets))));
    }

    [Fact]
    public async Task Candles_PageByPage_AreTheClosedDaysOfTheSpan()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        foreach (var close in (decimal[])[50_500m, 51_500m, 52_500m])
            TrendCases.Day(world, close);
        var first = Ask(world, "?top=2");
        var second = Ask(world, $"?top=2&after={first.Next:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal(("BTCUSDT", "spot"), (first.Symbol, first.Market));
        Assert.Equal(first.Candles[^1].Time, first.Next);
        Assert.True(second.Candles[0].Time > first.Candles[^1].Time);
        var all = Ask(world, "?top=500");
        Assert.Null(all.Next);
        Assert.Equal([50_500m, 51_500m, 52_500m], all.Candles.Select(candle => candle.Close).TakeLast(3));
        Assert.All(all.Candles, candle => Assert.True(candle.Time.AddMinutes(candle.Minutes) <= world.Now, $"{candle} has not closed."));
        var last = DateOnly.FromDateTime(all.Candles[^1].Time.UtcDateTime);
        Assert.Equal(2, Ask(world, $"?from={last.AddDays(-2):yyyy-MM-dd}&to={last.AddDays(-1):yyyy-MM-dd}").Candles.Count);
        Assert.Empty(Ask(world, $"?from={last.AddDays(1):yyyy-MM-dd}").Candles);
    }

    [Fact]
    public async Task Candles_AskedForAgain_AreReadFromTheMarketOnceAMinute()
    {
        await using var world = new HistoryWorld(settings: TrendCases.Settings);
        TrendCases.Day(world, 50_500m);
        var closes = Ask(world, "").Candles.Select(candle => candle.Close).ToList();
        world.Market.Days[^1] = world.Market.Days[^1] with { Close = 40_000m };
        Assert.Equal(closes, Ask(world, "").Candles.Select(candle => candle.Close));
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(40_000m, Ask(world, "").Candles[^1].Close);
    }

    [Theory]
    [InlineData("BTCUSDT", "?market=futures", "ORC-PRICE-001")]
    [InlineData("BTCUSDT", "?from=2019-01-01", "ORC-PRICE-001")]
    [InlineData("BTCUSDT", "?market=contract&from=2023-11-01", "ORC-PRICE-001")]
    [InlineData("BTCUSDT", "?after=then", "ORC-HTTP-004")]
    [InlineData("BTCUSDT", "?top=501", "ORC-HTTP-004")]
    [InlineData("BTC&x=1USDT", "", "ORC-MONEY-001")]
    [InlineData("BTCEUR", "", "ORC-MONEY-002")]
    public async Task Prices_AskedForWrongly_AreRefused(string symbol, string query, string code)
    {
        await using var world = new HistoryWorld();
        var answer = world.Say(request => world.Get<PriceTriggers>().PriceList(request, symbol, Bench.None), query: query);
        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Marks_OfCoinsBought_AreTheFillsAndWhatOneCost()
    {
        await using var world = new HistoryWorld(flat);
        world.OpenBooks();
        world.DcaRun("20240115");
        world.Pass(TimeSpan.FromDays(1));
        world.DcaRun("20240116");
        var marks = Marks(world, "?top=1");
        var fill = Assert.Single(marks.Fills);
        Assert.Equal(("CORE", "Buy", 2), (fill.Engine, fill.Side, marks.Next));
        Assert.Equal(decimal.Round(fill.Notional / fill.Quantity, 8), fill.Price);
        var older = Marks(world, "?top=1&before=2");
        Assert.Null(older.Next);
        Assert.True(older.Fills[0].Time < fill.Time);
        var entry = Assert.Single(marks.Levels);
        Assert.Equal(("entry", "CORE"), (entry.Kind, entry.Engine));
        // The fee of 0.1 % came out of the coins: what is left cost more each.
        Assert.Equal(decimal.Round(fill.Price / 0.999m, 4), decimal.Round(entry.Price, 4));
        Assert.Empty(Marks(world, "?market=contract").Fills);
    }

    [Fact]
    public async Task Marks_OfATrendTrade_AreItsEntryItsStopAndWhereItWouldBeClosed()
    {
        await using var world = new HistoryWorld(flat, TrendCases.Settings);
        TrendCases.Entered(world);
        var marks = Marks(world, "?market=contract");
        Assert.Equal("Buy", Assert.Single(marks.Fills).Side);
        var levels = marks.Levels.ToDictionary(level => level.Kind);
        Assert.Equal(50_000m, levels["entry"].Price);
        Assert.Equal(49_200m, levels["stop"].Price);
        Assert.All(marks.Levels, level => Assert.Equal("TREND", level.Engine));
        Assert.Empty(Marks(world, "").Levels);
    }

    static PricePage Ask(HistoryWorld world, string query) =>
        world.Say(request => world.Get<PriceTriggers>().PriceList(request, "BTCUSDT", Bench.None), query: query).As<PricePage>();

    static PriceMarks Marks(HistoryWorld world, string query) =>
        world.Say(request => world.Get<PriceTriggers>().PriceMarkList(request, "BTCUSDT", Bench.None), query: query).As<PriceMarks>();
}
