using Orchestrations.App.Settings;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>The settings section <c>Alerts:Discord</c>: Url, the address of a channel's webhook, which is a secret.</summary>
/// <param name="Url">The address.</param>
public sealed record DiscordSettings(SecretText Url)
{
    /// <summary>Reads the section; null where no channel is set up.</summary>
    public static DiscordSettings? Read(SettingsReader settings) =>
        ChannelAddress.ReadSecret(settings, "Alerts:Discord:Url", "https address of the channel's webhook") is { } url
            ? new DiscordSettings(new SecretText(url.AbsoluteUri))
            : null;
}
