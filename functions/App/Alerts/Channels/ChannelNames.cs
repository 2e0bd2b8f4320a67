using Orchestrations.App.Settings;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>The channels by the names that settings and people use.</summary>
static class ChannelNames
{
    public const string Telegram = "telegram";
    public const string Discord = "discord";
    public const string Webhook = "webhook";
    public const string Email = "email";

    /// <summary>All of them, set up or not.</summary>
    public static IReadOnlyList<string> All { get; } = [Telegram, Discord, Webhook, Email];

    /// <summary>A list of channels in a setting: separated by commas, each set up; <c>none</c> for none.</summary>
    public static IReadOnlyList<string> Read(
        SettingsReader settings, string key, IReadOnlyList<string> configured, IReadOnlyList<string> otherwise, string what,
        string standard)
    {
        var text = settings.Text(key, "", what, "names", "channels that are set up, none", standard);
        if (text.Length == 0)
            return otherwise;
        if (text == "none")
            return [];
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        foreach (var name in names.Where(name => !configured.Contains(name)))
            settings.Refuse(
                SettingsReader.BadValue, key,
                $"'{name}' is refused; use channels that are set up"
                + (configured.Count == 0 ? " (none is)" : $" ({string.Join(", ", configured)})") + ", separated by commas, or none.");
        return names;
    }
}
