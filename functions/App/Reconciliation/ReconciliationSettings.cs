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
    const string ScheduleKey = "Reconciliation:Schedule";

    // Half of the day after which the exchange forgets: one that fails leaves time for the next.
    static readonly TimeSpan longestBetween = TimeSpan.FromHours(12);

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static ReconciliationSettings Read(SettingsReader settings, TradingSettings trading)
    {
        var schedule = settings.Schedule(
            ScheduleKey, "0 30 */4 * * *",
            "when books and exchange are compared, besides every start of the host; at most 12 hours apart");
        if (OperationSchedule.LongestGap(schedule) is { } gap && gap > longestBetween)
            settings.Refuse(
                SettingsReader.BadValue, ScheduleKey,
                $"leaves {gap:c} between two comparisons; use at most {longestBetween:c}: the exchange forgets orders without a fill after a day.");
        return new ReconciliationSettings(trading.Portfolio, settings.Duration(
            "Reconciliation:SecondLookAfter", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1),
            "how long after a difference was seen it is looked for again"));
    }
}
