using Orchestrations.App.Settings;
using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>
/// The settings section <c>Health</c>: Schedule (NCRONTAB, 0 */5 * * * *), MostDataAge (02:00:00), LeastFreeMegabytes (500),
/// MostClockAhead (00:00:01), MostClockBehind (00:00:05), MostQueued (1000), MostBackupAge (8.00:00:00; zero to watch none),
/// MostErrorRate (0.01), ErrorWindow (1.00:00:00), StuckAfter (01:00:00), LeastCash (0 USDT: watch none), KeysExpireOn (a date).
/// </summary>
/// <param name="Limits">From where on something is wrong.</param>
/// <param name="ErrorWindow">The time whose orders count.</param>
/// <param name="StuckAfter">How long an activity may run and a due timer may take.</param>
/// <param name="KeysExpireOn">When the exchange's key expires, UTC; null when nobody said.</param>
public sealed record HealthSettings(HealthLimits Limits, TimeSpan ErrorWindow, TimeSpan StuckAfter, DateTimeOffset? KeysExpireOn)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static HealthSettings Read(SettingsReader settings)
    {
        settings.Schedule("Health:Schedule", "0 */5 * * * *", "when the system is looked at; never in simulate");
        var standard = new HealthLimits();
        return new HealthSettings(
            new HealthLimits
            {
                MostDataAge = settings.Duration(
                    "Health:MostDataAge", standard.MostDataAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30),
                    "the oldest price of a pair that the plan buys"),
                LeastFreeBytes = settings.Integer(
                    "Health:LeastFreeMegabytes", 500, 0, int.MaxValue, "what must be free where the databases are") * 1024L * 1024,
                MostAhead = settings.Duration(
                    "Health:MostClockAhead", standard.MostAhead, TimeSpan.Zero, TimeSpan.FromHours(1),
                    "how far our clock may be ahead of the exchange's"),
                MostBehind = settings.Duration(
                    "Health:MostClockBehind", standard.MostBehind, TimeSpan.Zero, TimeSpan.FromHours(1), "how far behind"),
                MostQueued = settings.Integer(
                    "Health:MostQueued", 1000, 1, int.MaxValue, "how many commits, activities and messages may wait"),
                MostBackupAge = settings.Duration(
                    "Health:MostBackupAge", standard.MostBackupAge, TimeSpan.Zero, TimeSpan.FromDays(3650),
                    "the oldest backup; zero watches none"),
                MostErrorRate = settings.Decimal("Health:MostErrorRate", standard.MostErrorRate, 0m, 1m, "the share of orders that may fail"),
                LeastCash = settings.Decimal("Health:LeastCash", 0m, 0m, 1_000_000_000m, "the least cash of the account, USDT; 0 watches none"),
            },
            settings.Duration(
                "Health:ErrorWindow", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30),
                "the time whose orders count"),
            settings.Duration(
                "Health:StuckAfter", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30),
                "how long an activity may run and a due timer may take"),
            settings.Date("Health:KeysExpireOn", "none", "when the exchange's key expires; told of two weeks before"));
    }
}
