using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Exchange;

/// <summary>
/// The settings section <c>Bybit</c>: Url (Bybit's own for the mode; regional accounts have another), Leverage (10), and the
/// account's keys from <c>Trading</c>. A class and no record: what prints itself would print the secret.
/// </summary>
sealed class BybitSettings
{
    const string UrlKey = "Bybit:Url";

    /// <summary>Where live orders go, unless the account is a regional one.</summary>
    public static Uri Live { get; } = new("https://api.bybit.com");

    /// <summary>Where testnet orders go.</summary>
    public static Uri Testnet { get; } = new("https://api-testnet.bybit.com");

    /// <summary>The address that signed requests go to; https, or http on this machine.</summary>
    public required Uri Url { get; init; }

    /// <summary>The API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Its secret; signs, and is never shown.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>The leverage that contracts are set to, 1 to 25: how much margin they bind, not how large they are.</summary>
    public decimal Leverage { get; init; } = 10m;

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the section; what is wrong is collected by the reader. Null for paper, which needs none of it.</summary>
    public static BybitSettings? Read(SettingsReader settings, TradingMode mode)
    {
        var text = settings.Text(
            UrlKey, "", "where signed requests go; regional accounts have another, such as https://api.bybit.eu", "address", "https",
            "Bybit's own for the mode");
        var leverage = settings.Decimal(
            "Bybit:Leverage", 10m, 1m, 25m, "what contracts are set to: how much margin they bind, not how large they are");
        if (mode == TradingMode.Paper)
            return null;
        var url = mode == TradingMode.Live ? Live : Testnet;
        if (text.Length > 0
            && (!Uri.TryCreate(text, UriKind.Absolute, out url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))))
            settings.Refuse(SettingsReader.BadValue, UrlKey, $"'{text}' is refused; use an https address, such as {Live}.");
        else if (mode == TradingMode.Testnet && url is not null && IsLive(url))
            settings.Refuse(SettingsReader.BadValue, UrlKey, $"'{text}' is where real money is, but the mode is testnet. Clear it.");
        else if (mode == TradingMode.Live && url?.Host == Testnet.Host)
            settings.Refuse(SettingsReader.BadValue, UrlKey, $"'{text}' is the testnet, but the mode is live. Clear it.");
        var (key, secret) = TradingSettings.ReadKeys(settings);
        return new BybitSettings { Url = url ?? Testnet, ApiKey = key, ApiSecret = secret, Leverage = leverage };
    }

    // The venue's other live hosts are regional or for particular users; its test hosts say so in their names.
    static bool IsLive(Uri url) =>
        !url.IsLoopback && !url.Host.StartsWith("api-testnet.", StringComparison.Ordinal)
        && !url.Host.StartsWith("api-demo.", StringComparison.Ordinal);
}
