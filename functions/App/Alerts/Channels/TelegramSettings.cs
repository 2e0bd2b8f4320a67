using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// The settings section <c>Alerts:Telegram</c>: BotToken (secret) and ChatId, both or neither, and Url (https://api.telegram.org/).
/// </summary>
/// <param name="BotToken">The bot's token.</param>
/// <param name="ChatId">The chat, as a number or @channel.</param>
/// <param name="Url">The Bot API's address.</param>
public sealed record TelegramSettings(SecretText BotToken, string ChatId, Uri Url)
{
    /// <summary>Reads the section; null where no bot is set up.</summary>
    public static TelegramSettings? Read(SettingsReader settings)
    {
        var token = settings.Secret("Alerts:Telegram:BotToken", "the bot's token");
        var chat = settings.Text("Alerts:Telegram:ChatId", "", "the chat, as a number or @channel");
        var url = ChannelAddress.Read(settings, "Alerts:Telegram:Url", "https://api.telegram.org/", "the Bot API");
        if (token is null && chat.Length == 0)
            return null;
        if (token is null)
            settings.Refuse(TradingSettings.Missing, "Alerts:Telegram:BotToken", "is missing, and a chat is set: set both, or neither.");
        else if (!token.Reveal().All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-'))
            settings.Refuse(SettingsReader.BadValue, "Alerts:Telegram:BotToken", "is refused; use the token as the bot's maker gave it.");
        if (chat.Length == 0)
            settings.Refuse(TradingSettings.Missing, "Alerts:Telegram:ChatId", "is missing, and a bot is set: set both, or neither.");
        return token is null || chat.Length == 0 || url is null ? null : new TelegramSettings(token, chat, url);
    }
}
