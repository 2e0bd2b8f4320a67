using Orchestrations.App.Settings;
using Orchestrations.Engine.Retention;

namespace Orchestrations.Local.Serving;

/// <summary>
/// How the host is operated: Host:DrainDeadline (00:00:10), Retention:CompletedDays (90), Retention:FailedDays (365),
/// Retention:TerminatedDays (365), History:WarnAtEvents (10000), History:MostEvents (100000), Host:Log (text).
/// </summary>
/// <param name="DrainDeadline">How long running activities may take to end when the host is told to stop.</param>
/// <param name="Retention">How long ended orchestrations are kept.</param>
/// <param name="WarnAtEvents">The length of a history from which on the log warns.</param>
/// <param name="MostEvents">The length at which an orchestration is failed.</param>
/// <param name="Log">How logs are written.</param>
sealed record OperatingSettings(TimeSpan DrainDeadline, RetentionPolicy Retention, int WarnAtEvents, int MostEvents, LogFormat Log)
{
    /// <summary>The setting behind <c>--log</c>.</summary>
    public const string LogKey = "Host:Log";

    /// <summary>The longest deadline that can be set.</summary>
    public static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(10);

    static readonly TimeSpan standardDrain = TimeSpan.FromSeconds(10);

    /// <summary>Reads the settings; what is wrong is collected by the reader.</summary>
    public static OperatingSettings Read(SettingsReader settings) => new(
        settings.Duration("Host:DrainDeadline", standardDrain, TimeSpan.Zero, LongestDrain,
            "how long running activities may take to end when the local host is told to stop"),
        new RetentionPolicy(
            Days(settings.Integer("Retention:CompletedDays", 90, 0, 36_500,
                "days that completed orchestrations are kept after their end; 0: for ever")),
            Days(settings.Integer("Retention:FailedDays", 365, 0, 36_500, "the same for failed ones")),
            Days(settings.Integer("Retention:TerminatedDays", 365, 0, 36_500, "the same for terminated ones"))),
        settings.Integer("History:WarnAtEvents", 10_000, 100, 10_000_000, "the length of a history from which on the log warns"),
        settings.Integer("History:MostEvents", 100_000, 100, 10_000_000,
            "the length at which an orchestration is failed (ORC-ENGINE-020)"),
        ReadLog(settings));

    static LogFormat ReadLog(SettingsReader settings)
    {
        var text = settings.Text(LogKey, "text", "how the log is written", range: "text, json");
        if (Enum.TryParse<LogFormat>(text, ignoreCase: true, out var format) && Enum.IsDefined(format))
            return format;
        settings.Refuse(SettingsReader.BadValue, LogKey, $"'{text}' is refused; use text or json.");
        return LogFormat.Text;
    }

    static TimeSpan? Days(int days) => days == 0 ? null : TimeSpan.FromDays(days);
}
