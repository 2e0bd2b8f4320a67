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
    /// <summary>The setting that the timer's binding names.</summary>
    public const string ScheduleKey = "Alerts:Schedule";

    /// <summary>How soon a notice begins its way.</summary>
    public const string StandardSchedule = "*/15 * * * * *";

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

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static AlertsSettings Read(SettingsReader settings)
    {
        var telegram = TelegramSettings.Read(settings);
        var discord = DiscordSettings.Read(settings);
        var webhook = WebhookSettings.Read(settings);
        var email = EmailSettings.Read(settings);
        var all = Known(telegram, discord, webhook, email);
        // What can wait goes where it disturbs least, if there is such a place.
        var calm = all.Where(name => name is ChannelNames.Email or ChannelNames.Webhook).ToList();
        var urgent = ChannelNames.Read(settings, "Alerts:Routes:Highest", all, all);
        return new AlertsSettings(
            telegram, discord, webhook, email,
            new Dictionary<AlertSeverity, IReadOnlyList<string>>
            {
                [AlertSeverity.P0] = urgent,
                [AlertSeverity.P1] = ChannelNames.Read(settings, "Alerts:Routes:High", all, all),
                [AlertSeverity.P2] = ChannelNames.Read(settings, "Alerts:Routes:Medium", all, calm.Count > 0 ? calm : all),
                [AlertSeverity.P3] = ChannelNames.Read(settings, "Alerts:Routes:Low", all, []),
            },
            new EscalationSettings(
                settings.Duration("Alerts:EscalateAfterHighest", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
                settings.Duration("Alerts:EscalateAfterHigh", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
                settings.Integer("Alerts:Escalations", 3, 0, 20),
                ChannelNames.Read(settings, "Alerts:EscalateTo", all, urgent)),
            settings.Duration("Alerts:Window", TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromDays(30)),
            ReadQuiet(settings),
            settings.Integer("Alerts:PerMinute", 20, 1, 1000),
            settings.Duration("Alerts:Timeout", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2)),
            TimeSpan.FromDays(settings.Integer("Alerts:RetentionDays", 365, 1, 36_500)));
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
        var zone = settings.Text("Alerts:TimeZone", "UTC");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            settings.Refuse(SettingsReader.BadValue, "Alerts:TimeZone", $"'{zone}' is refused; use an IANA time zone such as Europe/Berlin.");
        var text = settings.Text("Alerts:QuietHours", "none");
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
