using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.App.Settings;
using Orchestrations.Local.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Which fear and greed index stands beside which prices.</summary>
public sealed class ChosenFearGreedTests
{
    const string Time = """{"retCode":0,"retMsg":"OK","result":{"timeSecond":"1705276800","timeNano":"1705276800000000000"},"time":1705276800000}""";
    const string Mood = """{"data":[{"value":"17","timestamp":"1705276800"}],"metadata":{"error":null}}""";

    readonly ManualTimeProvider time = new(new DateTimeOffset(2024, 1, 15, 9, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task Index_BesideSyntheticPrices_IsNoneAndSaysSo()
    {
        await using var host = await HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync(Mood));
        var settings = Settings(LoopbackPort.Nobody, host.Address.ToString());
        using var market = new ChosenMarketData(settings, time);
        using var fear = new ChosenFearGreed(market, settings, time, NullLogger<AlternativeMeIndex>.Instance);

        Assert.Equal("none, because prices are synthetic", await fear.DescribeAsync());
        Assert.Null(await fear.GetLatestAsync(CancellationToken.None));
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task Index_BesideLivePrices_IsThePublishedOne()
    {
        await using var host = await HttpStandIn.StartAsync((context, _) =>
            context.Response.WriteAsync(context.Request.Path.StartsWithSegments("/fng", StringComparison.Ordinal) ? Mood : Time));
        var settings = Settings(host.Address.ToString(), host.Address.ToString());
        using var market = new ChosenMarketData(settings, time);
        using var fear = new ChosenFearGreed(market, settings, time, NullLogger<AlternativeMeIndex>.Instance);

        Assert.Equal("127.0.0.1, published daily", await fear.DescribeAsync());
        Assert.Equal(17, (await fear.GetLatestAsync(CancellationToken.None))!.Value);
    }

    [Fact]
    public async Task Index_SwitchedOff_IsNoneBesideAnyPrices()
    {
        await using var host = await HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync(Time));
        var settings = Settings(host.Address.ToString(), host.Address.ToString(), "none");
        using var market = new ChosenMarketData(settings, time);
        using var fear = new ChosenFearGreed(market, settings, time, NullLogger<AlternativeMeIndex>.Instance);

        Assert.Equal("none, switched off by MarketData:FearGreed", await fear.DescribeAsync());
        Assert.Null(await fear.GetLatestAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("MarketData:FearGreed", "coinmarketcap")]
    [InlineData("MarketData:FearGreedUrl", "ftp://example.org")]
    public void Setting_ThatIsNone_RefusesTheStart(string key, string value)
    {
        var reader = new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build());
        MarketSettings.Read(reader);

        Assert.Equal(key, Assert.Single(Assert.Throws<SettingsException>(reader.ThrowIfRefused).Problems).Key);
    }

    static MarketSettings Settings(string bybit, string fear, string source = "alternative.me") =>
        MarketSettings.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MarketData:BybitUrl"] = bybit, ["MarketData:FearGreedUrl"] = fear, ["MarketData:FearGreed"] = source,
        }).Build()));
}
