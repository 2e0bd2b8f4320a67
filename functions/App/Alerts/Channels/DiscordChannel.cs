using System.Text.Json;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// A Discord channel, by its webhook. Its markup is escaped, nobody is mentioned whatever a text says (allowed_mentions), and links
/// are not unfolded (flag 4).
/// </summary>
sealed class DiscordChannel(DiscordSettings settings, ChannelHttp http) : IAlertChannel
{
    const int LongestText = 2000;
    const int SuppressEmbeds = 4;

    public string Name => ChannelNames.Discord;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation) => http.SendAsync(RequestOf(notice), cancellation);

    public IReadOnlyList<string> Preview(AlertNotice notice) => RequestOf(notice).Preview();

    ChannelRequest RequestOf(AlertNotice notice)
    {
        var content = $"**{notice.Title}**";
        foreach (var (label, value) in notice.Lines())
        {
            // Whole lines only: half of an escape would be markup.
            var line = $"\n{label}: {AlertText.ForDiscord(value)}";
            if (content.Length + line.Length <= LongestText)
                content += line;
        }
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            content,
            allowed_mentions = new { parse = Array.Empty<string>() },
            flags = SuppressEmbeds,
        });
        var address = new Uri(settings.Url.Reveal());
        return new ChannelRequest(address, ChannelAddress.Shown(address), body, []);
    }
}
