namespace Orchestrations.App.Settings;

/// <summary>
/// What the secret settings are called in Key Vault, where an operator writes them on Azure. Each is read once, when the app
/// starts; one that is not there is a setting that is not set.
/// </summary>
public static class VaultSecrets
{
    /// <summary>The settings, and the names of the vault's secrets that hold them.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Trading:ApiKey"] = "bybit-api-key",
        ["Trading:ApiSecret"] = "bybit-api-secret",
        ["Alerts:Telegram:BotToken"] = "alerts-telegram-bot-token",
        ["Alerts:Discord:Url"] = "alerts-discord-url",
        ["Alerts:Webhook:Url"] = "alerts-webhook-url",
        ["Alerts:Webhook:Secret"] = "alerts-webhook-secret",
        ["Alerts:Email:Password"] = "alerts-email-password",
    };

    /// <summary>True of the exchange's key: paper has no use for it, and testnet and live do not start without it.</summary>
    public static bool IsOfExchange(string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.StartsWith("Trading:", StringComparison.Ordinal);
    }
}
