using Orchestrations.App.Operations;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Reconciliation;

/// <summary>
/// The settings section <c>Reconciliation</c>: Schedule (NCRONTAB, 0 30 */4 * * *; keep it well below a day, because orders
/// without a fill vanish from the exchange after one) and SecondLookAfter (00:01:00).
/// </summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="SecondLookAfter">1 second to 1 hour.</param>
public sealed record ReconciliationSettings(string Portfolio, TimeSpan SecondLookAfter)
{
    /// <summary>The setting of the timer's schedule.</summary>
    public const string ScheduleKey = "Reconciliation:Schedule";

    /// <summary>When the timer runs unless it is set.</summary>
    public const string StandardSchedule = "0 30 */4 * * *";

    // Half of the day after which the exchange forgets: one that fails leaves time for the next.
    static readonly TimeSpan LongestBetween = TimeSpan.FromHours(12);

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static ReconciliationSettings Read(SettingsReader settings, TradingSettings trading)
    {
        if (OperationSchedule.LongestGap(settings.Text(ScheduleKey, StandardSchedule)) is { } gap && gap > LongestBetween)
            settings.Refuse(
                SettingsReader.BadValue, ScheduleKey,
                $"leaves {gap:c} between two comparisons; use at most {LongestBetween:c}: the exchange forgets orders without a fill after a day.");
        return new ReconciliationSettings(
            trading.Portfolio,
            settings.Duration(
                "Reconciliation:SecondLookAfter", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
    }
}
