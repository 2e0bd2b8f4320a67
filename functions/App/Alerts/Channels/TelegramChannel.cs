using System.Text.Json;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// A chat, by Telegram's Bot API (sendMessage). Plain text without a parse mode, so nothing in it is markup; links, mentions and
/// commands, which Telegram makes of plain text by itself, are kept apart.
/// </summary>
sealed class TelegramChannel(TelegramSettings settings, ChannelHttp http) : IAlertChannel
{
    const int LongestText = 4096;

    public string Name => ChannelNames.Telegram;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation) => http.SendAsync(RequestOf(notice), cancellation);

    public IReadOnlyList<string> Preview(AlertNotice notice) => RequestOf(notice).Preview();

    ChannelRequest RequestOf(AlertNotice notice)
    {
        var text = string.Join('\n', [notice.Title, .. notice.Lines().Select(line => $"{line.Label}: {AlertText.Unlinked(line.Value)}")]);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            chat_id = settings.ChatId,
            text = text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…",
            link_preview_options = new { is_disabled = true },
        });
        // Joined as text: a token has a colon, so what begins with it would be read as an address of its own.
        var address = new Uri($"{settings.Url.AbsoluteUri.TrimEnd('/')}/bot{settings.BotToken.Reveal()}/sendMessage");
        return new ChannelRequest(address, ChannelAddress.Shown(settings.Url) + "/sendMessage", body, []);
    }
}
