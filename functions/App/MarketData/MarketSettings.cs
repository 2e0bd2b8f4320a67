using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Settings;

namespace Orchestrations.App.MarketData;

/// <summary>
/// The settings section <c>MarketData</c>: BybitUrl (https://api.bybit.com), and for recorded and synthetic prices Seed (1)
/// and HalfSpreadBasisPoints (1).
/// </summary>
/// <param name="Bybit">How the exchange's public prices are reached.</param>
/// <param name="Seed">Of the synthetic market.</param>
/// <param name="HalfSpreadBasisPoints">Between the price and each side of a quote; a live quote has its own.</param>
public sealed record MarketSettings(BybitMarketOptions Bybit, int Seed, decimal HalfSpreadBasisPoints)
{
    const string UrlKey = "MarketData:BybitUrl";

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static MarketSettings Read(SettingsReader settings)
    {
        var bybit = new BybitMarketOptions();
        var text = settings.Text(UrlKey, "", "Bybit's public endpoints", "address", standard: "https://api.bybit.com/");
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            bybit = bybit with { BaseAddress = url };
        else if (text.Length > 0)
            settings.Refuse(SettingsReader.BadValue, UrlKey, $"'{text}' is refused; use an http or https address.");
        return new MarketSettings(
            bybit,
            settings.Integer("MarketData:Seed", 1, 0, int.MaxValue, "of the synthetic market"),
            settings.Decimal("MarketData:HalfSpreadBasisPoints", 1m, 0m, 1000m, "half-spread of recorded and synthetic quotes"));
    }
}
