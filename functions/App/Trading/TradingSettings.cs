using Orchestrations.App.Settings;

namespace Orchestrations.App.Trading;

/// <summary>
/// The settings section <c>Trading</c>: Mode (paper), ApiKey, ApiSecret, LiveTradingAcknowledged (false), Portfolio (main).
/// Testnet and live need both keys; live also needs the acknowledgement. Anything missing refuses the start.
/// </summary>
/// <param name="Mode">Whose money is at stake.</param>
/// <param name="Portfolio">The portfolio the account's ledger is kept under.</param>
public sealed record TradingSettings(TradingMode Mode, string Portfolio)
{
    /// <summary>Code of something that trading with an account needs and does not have.</summary>
    public const string Missing = "ORC-SETTINGS-002";

    const string KeyName = "Trading:ApiKey";
    const string SecretName = "Trading:ApiSecret";

    /// <summary>The exchange account's key and its secret, which are in no record: what prints itself would print them.</summary>
    public static (string Key, string Secret) ReadKeys(SettingsReader settings) => (
        settings.Secret(KeyName, "the exchange's key; needed for testnet and live")?.Reveal() ?? "",
        settings.Secret(SecretName, "its secret; needed for testnet and live")?.Reveal() ?? "");

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static TradingSettings Read(SettingsReader settings)
    {
        var mode = ReadMode(settings);
        var (key, secret) = ReadKeys(settings);
        Need(KeyName, key);
        Need(SecretName, secret);
        var acknowledged = settings.Flag("Trading:LiveTradingAcknowledged", false,
            "must be true for live: it spends real money");
        if (mode == TradingMode.Live && !acknowledged)
            settings.Refuse(Missing, "Trading:LiveTradingAcknowledged",
                "is not true: live trading spends real money. Set it to true, or set Trading:Mode to paper.");
        var portfolio = settings.Text("Trading:Portfolio", "main", "the ledger's name", range: "1 to 30 of a-z, 0-9, hyphen");
        if (portfolio.Length > 30 || !portfolio.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            settings.Refuse(SettingsReader.BadValue, "Trading:Portfolio",
                $"'{portfolio}' is refused; use 1 to 30 characters of a-z, 0-9 and hyphen.");
        return new TradingSettings(mode, portfolio);

        void Need(string key, string value)
        {
            if (mode != TradingMode.Paper && value.Length == 0)
                settings.Refuse(
                    Missing, key, $"is missing, and the mode '{Name(mode)}' needs it: set it, or set Trading:Mode to paper.");
        }
    }

    /// <summary>The mode as it is written in settings and shown to people.</summary>
    public static string Name(TradingMode mode) => mode switch
    {
        TradingMode.Paper => "paper",
        TradingMode.Testnet => "testnet",
        TradingMode.Live => "live",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a mode."),
    };

    static TradingMode ReadMode(SettingsReader settings)
    {
        var text = settings.Text(
            "Trading:Mode", "paper", "whose money is at stake; the local head takes paper only", "name", "paper, testnet, live");
        foreach (var mode in Enum.GetValues<TradingMode>())
            if (string.Equals(Name(mode), text, StringComparison.OrdinalIgnoreCase))
                return mode;
        settings.Refuse(SettingsReader.BadValue, "Trading:Mode", $"'{text}' is refused; use paper, testnet or live.");
        return TradingMode.Paper;
    }
}
