using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// The settings section <c>Alerts:Webhook</c>: Url, which may hold a secret, and Secret (secret, whsec_ and Base64), both or
/// neither.
/// </summary>
/// <param name="Url">The address.</param>
/// <param name="Secret">What messages are signed with.</param>
public sealed record WebhookSettings(SecretText Url, SecretText Secret)
{
    /// <summary>Reads the section; null where no receiver is set up.</summary>
    public static WebhookSettings? Read(SettingsReader settings)
    {
        var url = ChannelAddress.ReadSecret(settings, "Alerts:Webhook:Url", "https address that signed webhooks go to");
        var secret = settings.Secret("Alerts:Webhook:Secret", "whsec_ and Base64 of 24 to 64 random bytes");
        if (url is null && secret is null)
            return null;
        if (secret is null)
            settings.Refuse(TradingSettings.Missing, "Alerts:Webhook:Secret", "is missing: messages are signed, so that nobody can forge them.");
        else if (WebhookSignature.SecretOf(secret.Reveal()) is null)
            settings.Refuse(
                SettingsReader.BadValue, "Alerts:Webhook:Secret", "is refused; use whsec_ followed by Base64 of 24 to 64 random bytes.");
        if (url is null && !settings.IsSet("Alerts:Webhook:Url"))
            settings.Refuse(TradingSettings.Missing, "Alerts:Webhook:Url", "is missing, and a secret is set: set both, or neither.");
        return url is null || secret is null ? null : new WebhookSettings(new SecretText(url.AbsoluteUri), secret);
    }
}
