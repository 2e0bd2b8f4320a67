using Orchestrations.App.Settings;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// Where alerts may be sent: to https, or to this machine itself. So a setting that somebody tampered with reaches nothing that
/// speaks plain http inside a network. Addresses hold secrets and are never part of a refusal.
/// </summary>
static class ChannelAddress
{
    /// <summary>Reads an address; null where it is missing, or refused.</summary>
    public static Uri? Read(SettingsReader settings, string key, string otherwise, string what) =>
        Checked(settings, key, settings.Text(key, otherwise, what, "address", "https"));

    /// <summary>Reads an address that is itself a secret.</summary>
    public static Uri? ReadSecret(SettingsReader settings, string key, string what) =>
        Checked(settings, key, settings.Secret(key, what)?.Reveal() ?? "");

    /// <summary>The address without what may be secret: scheme, host and port.</summary>
    public static string Shown(Uri address) => $"{address.GetLeftPart(UriPartial.Authority)}/***";

    static Uri? Checked(SettingsReader settings, string key, string text)
    {
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && IsAllowed(address))
            return address;
        settings.Refuse(
            SettingsReader.BadValue, key, "is refused; use an https address without user and fragment (http only to this machine itself).");
        return null;
    }

    static bool IsAllowed(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0;
}
