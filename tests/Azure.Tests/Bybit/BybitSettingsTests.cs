using Microsoft.Extensions.Configuration;
using Orchestrations.App.Exchange;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.Azure.Tests.Bybit;

public sealed class BybitSettingsTests
{
    [Theory]
    [InlineData(TradingMode.Live, "", "https://api.bybit.com/")]
    [InlineData(TradingMode.Live, "https://api.bybit.eu", "https://api.bybit.eu/")]
    [InlineData(TradingMode.Testnet, "", "https://api-testnet.bybit.com/")]
    [InlineData(TradingMode.Testnet, "http://127.0.0.1:5001", "http://127.0.0.1:5001/")]
    public void Address_OfAMode_IsBybitsOwnOrTheOneNamed(TradingMode mode, string url, string expected)
    {
        var (settings, problems) = Read(mode, new() { ["Bybit:Url"] = url, ["Trading:ApiKey"] = "k", ["Trading:ApiSecret"] = "s" });
        Assert.Empty(problems);
        Assert.Equal((new Uri(expected), "k", "s", 10m), (settings!.Url, settings.ApiKey, settings.ApiSecret, settings.Leverage));
    }

    // A mistake here is one between play money and real money.
    [Theory]
    [InlineData(TradingMode.Live, "https://api-testnet.bybit.com")]
    [InlineData(TradingMode.Testnet, "https://api.bybit.com")]
    [InlineData(TradingMode.Testnet, "https://api.bytick.com")]
    [InlineData(TradingMode.Testnet, "https://api.bybit.eu")]
    [InlineData(TradingMode.Live, "http://api.bybit.com")]
    [InlineData(TradingMode.Live, "nowhere")]
    public void Address_ThatDoesNotFitTheMode_IsRefused(TradingMode mode, string url)
    {
        var (_, problems) = Read(mode, new() { ["Bybit:Url"] = url });
        Assert.Equal("Bybit:Url", Assert.Single(problems).Key);
    }

    [Fact]
    public void Paper_NeedsNothingOfIt() => Assert.Null(Read(TradingMode.Paper, []).Settings);

    static (BybitSettings? Settings, IReadOnlyList<SettingsProblem> Problems) Read(TradingMode mode, Dictionary<string, string?> values)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var settings = BybitSettings.Read(reader, mode);
        try
        {
            reader.ThrowIfRefused();
            return (settings, []);
        }
        catch (SettingsException refused)
        {
            return (settings, refused.Problems);
        }
    }
}
