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
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static ReconciliationSettings Read(SettingsReader settings, TradingSettings trading)
    {
        settings.Schedule("Reconciliation:Schedule", "0 30 */4 * * *",
            "when books and exchange are compared, besides every start of the host; keep it well below a day");
        return new ReconciliationSettings(trading.Portfolio, settings.Duration(
            "Reconciliation:SecondLookAfter", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1),
            "how long after a difference was seen it is looked for again"));
    }
}
