using System.Net;
using System.Net.Mail;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// The settings section <c>Alerts:Email</c>: Host, Port (587), From, To (separated by commas), User, Password (secret), StartTls
/// (true). Without STARTTLS mail goes to this machine only.
/// </summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port for submission.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receivers.</param>
/// <param name="User">Who logs in; null for nobody.</param>
/// <param name="Password">With what.</param>
/// <param name="StartTls">Whether the connection is made secret before anything is sent.</param>
public sealed record EmailSettings(
    string Host, int Port, string From, IReadOnlyList<string> To, string? User, SecretText? Password, bool StartTls)
{
    /// <summary>Reads the section; null where no server is set up.</summary>
    public static EmailSettings? Read(SettingsReader settings)
    {
        var host = settings.Text("Alerts:Email:Host", "", "the mail server");
        var port = settings.Integer("Alerts:Email:Port", 587, 1, 65_535, "its port for submission");
        var from = settings.Text("Alerts:Email:From", "", "the sender", "mail address");
        var to = settings.Text("Alerts:Email:To", "", "the receivers, separated by commas", "mail addresses", "1 to 20");
        var user = settings.Text("Alerts:Email:User", "", "who logs in");
        var password = settings.Secret("Alerts:Email:Password", "with what");
        var tls = settings.Flag("Alerts:Email:StartTls", true, "false only to this machine itself");
        if (host.Length == 0)
            return null;
        if (!tls && !IsThisMachine(host))
            settings.Refuse(SettingsReader.BadValue, "Alerts:Email:StartTls", "is false: mail goes to other machines with STARTTLS only.");
        var receivers = to.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!IsAddress(from))
            settings.Refuse(TradingSettings.Missing, "Alerts:Email:From", "is missing or no address: say who sends.");
        if (receivers.Length is 0 or > 20 || !receivers.All(IsAddress))
            settings.Refuse(TradingSettings.Missing, "Alerts:Email:To", "is missing or no address: name 1 to 20 receivers, separated by commas.");
        if (user.Length > 0 != password is not null)
            settings.Refuse(
                TradingSettings.Missing, password is null ? "Alerts:Email:Password" : "Alerts:Email:User",
                "is missing: set user and password, or neither.");
        return new EmailSettings(host, port, from, receivers, user.Length == 0 ? null : user, password, tls);
    }

    static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    static bool IsAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;
}
