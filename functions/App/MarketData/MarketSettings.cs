using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Settings;

namespace Orchestrations.App.MarketData;

/// <summary>
/// The settings section <c>MarketData</c>: BybitUrl (https://api.bybit.com), FearGreed (alternative.me, or none) with FearGreedUrl
/// (https://api.alternative.me), and for recorded and synthetic prices Seed (1) and HalfSpreadBasisPoints (1).
/// </summary>
/// <param name="Bybit">How the exchange's public prices are reached.</param>
/// <param name="Seed">Of the synthetic market.</param>
/// <param name="HalfSpreadBasisPoints">Between the price and each side of a quote; a live quote has its own.</param>
public sealed record MarketSettings(BybitMarketOptions Bybit, int Seed, decimal HalfSpreadBasisPoints)
{
    const string UrlKey = "MarketData:BybitUrl";
    const string FearGreedKey = "MarketData:FearGreed";
    const string FearGreedUrlKey = "MarketData:FearGreedUrl";

    /// <summary>How the fear and greed index is reached; null where it is switched off.</summary>
    public AlternativeMeOptions? FearGreed { get; init; } = new();

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static MarketSettings Read(SettingsReader settings)
    {
        var bybit = new BybitMarketOptions();
        return new MarketSettings(
            bybit with { BaseAddress = Address(settings, UrlKey, bybit.BaseAddress, "Bybit's public endpoints") },
            settings.Integer("MarketData:Seed", 1, 0, int.MaxValue, "of the synthetic market"),
            settings.Decimal("MarketData:HalfSpreadBasisPoints", 1m, 0m, 1000m, "half-spread of recorded and synthetic quotes"))
        {
            FearGreed = ReadFearGreed(settings),
        };
    }

    static AlternativeMeOptions? ReadFearGreed(SettingsReader settings)
    {
        var standard = new AlternativeMeOptions();
        var options = standard with { BaseAddress = Address(
            settings, FearGreedUrlKey, standard.BaseAddress, "where the index is asked for, at most once an hour") };
        var source = settings.Text(
            FearGreedKey, "alternative.me", "who publishes the fear and greed index; beside synthetic prices there is none", "name",
            "alternative.me, none");
        if (source is not ("alternative.me" or "none"))
            settings.Refuse(SettingsReader.BadValue, FearGreedKey, $"'{source}' is refused; use alternative.me or none.");
        return source == "none" ? null : options;
    }

    static Uri Address(SettingsReader settings, string key, Uri otherwise, string what)
    {
        var text = settings.Text(key, "", what, "address", standard: otherwise.ToString());
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            return url;
        if (text.Length > 0)
            settings.Refuse(SettingsReader.BadValue, key, $"'{text}' is refused; use an http or https address.");
        return otherwise;
    }
}
