using System.Globalization;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Settings;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>
/// The settings section <c>Alerts</c>: Schedule (NCRONTAB, */15 * * * * *), Window (01:00:00), QuietHours (none, or
/// 22:00-07:00), TimeZone (UTC), EscalateAfterHighest (00:05:00, P0) and EscalateAfterHigh (00:30:00, P1), Escalations (3), EscalateTo
/// (the channels of P0), PerMinute (20), Timeout (00:00:10), RetentionDays (365), Routes:Highest (P0), Routes:High (P1), Routes:Medium (P2),
/// Routes:Low (P3), and below Telegram, Discord, Webhook and Email the channels.
/// </summary>
/// <param name="Telegram">A Telegram chat; null where none is set up.</param>
/// <param name="Discord">A Discord channel.</param>
/// <param name="Webhook">Any receiver of signed webhooks.</param>
/// <param name="Email">A mailbox.</param>
/// <param name="Routes">The channels of each severity, in order.</param>
/// <param name="Escalation">When somebody else is told, and who.</param>
/// <param name="Window">How long occurrences about one thing are one alert.</param>
/// <param name="Quiet">The quiet hours; null for none.</param>
/// <param name="PerMinute">The most messages of one channel in a minute.</param>
/// <param name="Timeout">How long a receiver may take for one message.</param>
/// <param name="Retention">How long alerts are kept that nobody has to look at any more.</param>
public sealed record AlertsSettings(
    TelegramSettings? Telegram, DiscordSettings? Discord, WebhookSettings? Webhook, EmailSettings? Email,
    IReadOnlyDictionary<AlertSeverity, IReadOnlyList<string>> Routes, EscalationSettings Escalation, TimeSpan Window, QuietHours? Quiet,
    int PerMinute, TimeSpan Timeout, TimeSpan Retention)
{
    /// <summary>No channel at all: alerts are kept and shown, and nobody is told.</summary>
    public static AlertsSettings Nobody { get; } = new(
        null, null, null, null, Enum.GetValues<AlertSeverity>().ToDictionary(severity => severity, _ => (IReadOnlyList<string>)[]),
        new EscalationSettings(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), 0, []), TimeSpan.FromHours(1), null, 20,
        TimeSpan.FromSeconds(10), TimeSpan.FromDays(365));

    /// <summary>The channels that are set up.</summary>
    public IReadOnlyList<string> Configured => Known(Telegram, Discord, Webhook, Email);

    /// <summary>Where an alert goes.</summary>
    /// <param name="severity">Its severity.</param>
    /// <param name="only">The only channel it goes to; null for those of its severity.</param>
    public IReadOnlyList<string> Channels(AlertSeverity severity, string? only) => only is null ? Routes[severity]
        : Configured.Contains(only) ? [only] : [];

    /// <summary>Whether anybody is told of an alert: at once, or when nobody acknowledged it.</summary>
    /// <param name="severity">Its severity.</param>
    /// <param name="only">The only channel it goes to; null for those of its severity.</param>
    public bool TellsAnybody(AlertSeverity severity, string? only) =>
        Channels(severity, only).Count > 0 || (only is null && Escalation.After(severity) is not null);

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static AlertsSettings Read(SettingsReader settings)
    {
        settings.Schedule("Alerts:Schedule", "*/15 * * * * *", "how soon a notice begins its way; daily in simulate");
        var telegram = TelegramSettings.Read(settings);
        var discord = DiscordSettings.Read(settings);
        var webhook = WebhookSettings.Read(settings);
        var email = EmailSettings.Read(settings);
        var all = Known(telegram, discord, webhook, email);
        // What can wait goes where it disturbs least, if there is such a place.
        var calm = all.Where(name => name is ChannelNames.Email or ChannelNames.Webhook).ToList();
        var urgent = ChannelNames.Read(settings, "Alerts:Routes:Highest", all, all, "who is told of P0", "every channel");
        return new AlertsSettings(
            telegram, discord, webhook, email,
            new Dictionary<AlertSeverity, IReadOnlyList<string>>
            {
                [AlertSeverity.P0] = urgent,
                [AlertSeverity.P1] = ChannelNames.Read(settings, "Alerts:Routes:High", all, all, "who is told of P1", "every channel"),
                [AlertSeverity.P2] = ChannelNames.Read(
                    settings, "Alerts:Routes:Medium", all, calm.Count > 0 ? calm : all, "who is told of P2",
                    "email and webhook, else every channel"),
                [AlertSeverity.P3] = ChannelNames.Read(settings, "Alerts:Routes:Low", all, [], "who is told of P3; all are in the portal", "none"),
            },
            new EscalationSettings(
                settings.Duration(
                    "Alerts:EscalateAfterHighest", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7),
                    "when P0 is told again if nobody acknowledged it"),
                settings.Duration(
                    "Alerts:EscalateAfterHigh", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), "the same for P1"),
                settings.Integer("Alerts:Escalations", 3, 0, 20, "how often at most"),
                ChannelNames.Read(settings, "Alerts:EscalateTo", all, urgent, "who is told then", "those of P0")),
            settings.Duration(
                "Alerts:Window", TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromDays(30),
                "how long occurrences about one thing are one alert"),
            ReadQuiet(settings),
            settings.Integer("Alerts:PerMinute", 20, 1, 1000, "the most messages of one channel in a minute"),
            settings.Duration(
                "Alerts:Timeout", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2),
                "how long a receiver may take"),
            TimeSpan.FromDays(settings.Integer(
                "Alerts:RetentionDays", 365, 1, 36_500, "days that alerts are kept that nobody has to look at any more")));
    }

    static List<string> Known(TelegramSettings? telegram, DiscordSettings? discord, WebhookSettings? webhook, EmailSettings? email) =>
    [
        .. telegram is null ? [] : (string[])[ChannelNames.Telegram],
        .. discord is null ? [] : (string[])[ChannelNames.Discord],
        .. webhook is null ? [] : (string[])[ChannelNames.Webhook],
        .. email is null ? [] : (string[])[ChannelNames.Email],
    ];

    static QuietHours? ReadQuiet(SettingsReader settings)
    {
        var zone = settings.Text("Alerts:TimeZone", "UTC", "in which the quiet hours are read", "name", "IANA zone");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            settings.Refuse(SettingsReader.BadValue, "Alerts:TimeZone", $"'{zone}' is refused; use an IANA time zone such as Europe/Berlin.");
        var text = settings.Text(
            "Alerts:QuietHours", "none", "in them only P0 is sent; the rest comes as a digest afterwards", "hours", "22:00-07:00, none");
        if (text == "none")
            return null;
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length == 2 && Time(ends[0]) is { } from && Time(ends[1]) is { } to && from != to)
            return new QuietHours(from, to, found ?? TimeZoneInfo.Utc);
        settings.Refuse(SettingsReader.BadValue, "Alerts:QuietHours", $"'{text}' is refused; use hours such as 22:00-07:00, or none.");
        return null;
    }

    static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
