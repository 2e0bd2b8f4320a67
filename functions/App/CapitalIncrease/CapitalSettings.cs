using Orchestrations.App.Settings;
using Orchestrations.Domain.Capital;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>
/// The settings section <c>Capital</c>: MaxDrawdown (0.10), MaxErrorRate (0.01), CleanDays (7), WindowDays (30: the orders the
/// error rate is of), Deadline (7.00:00:00: how long a person has to answer), Reminder (2.00:00:00: time between reminders),
/// Shares:Core, Shares:Trend, Shares:Funding, Shares:Tactical (0.60, 0.20, 0.15, 0.05).
/// </summary>
/// <param name="Parameters">Conditions and shares.</param>
/// <param name="Window">The orders the error rate is of.</param>
/// <param name="Deadline">How long a person has to answer.</param>
/// <param name="Reminder">Time between two reminders.</param>
public sealed record CapitalSettings(CapitalParameters Parameters, TimeSpan Window, TimeSpan Deadline, TimeSpan Reminder)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static CapitalSettings Read(SettingsReader settings)
    {
        var read = new CapitalParameters
        {
            MaxDrawdown = settings.Decimal("Capital:MaxDrawdown", 0.10m, 0m, 1m, "an increase needs a drawdown below it"),
            MaxErrorRate = settings.Decimal("Capital:MaxErrorRate", 0.01m, 0m, 1m, "an increase needs a share of failed orders below it"),
            CleanFor = TimeSpan.FromDays(settings.Integer("Capital:CleanDays", 7, 0, 365,
                "days without an error that an increase needs")),
            Shares =
            [
                new CapitalShare(PortfolioEngine.Core, settings.Decimal("Capital:Shares:Core", 0.60m, 0m, 1m,
                    "the part of an increase for CORE; the four together are 1")),
                new CapitalShare(PortfolioEngine.Trend, settings.Decimal("Capital:Shares:Trend", 0.20m, 0m, 1m, "the part for TREND")),
                new CapitalShare(PortfolioEngine.Funding, settings.Decimal("Capital:Shares:Funding", 0.15m, 0m, 1m,
                    "the part for FUNDING")),
                new CapitalShare(PortfolioEngine.Tactical, settings.Decimal("Capital:Shares:Tactical", 0.05m, 0m, 1m,
                    "the part for TACTICAL")),
            ],
        };
        return new CapitalSettings(
            settings.Check("Capital:Shares", read.Checked) ?? CapitalParameters.Standard,
            TimeSpan.FromDays(settings.Integer("Capital:WindowDays", 30, 1, 365, "the days whose orders the error rate is of")),
            settings.Duration("Capital:Deadline", TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), TimeSpan.FromDays(90),
                "how long a person has to answer"),
            settings.Duration("Capital:Reminder", TimeSpan.FromDays(2), TimeSpan.FromMinutes(1), TimeSpan.FromDays(90),
                "the time between two reminders"));
    }
}
