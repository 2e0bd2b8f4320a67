using System.Globalization;
using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.RiskWatch;

/// <summary>Tells people of the breaker's levels: one alert for each level, until the breaker stands below it again.</summary>
static class BreakerAlerts
{
    const string Rose = "ORC-BREAKER-002";
    const int Highest = 4;

    /// <summary>Raises the alert of a level that was reached, and ends those of levels that were left.</summary>
    public static async Task TellAsync(AlertRepository alerts, string portfolio, BreakerChange change, CancellationToken cancellation)
    {
        for (var level = change.To + 1; level <= Highest; level++)
            await alerts.EndAsync(AboutOf(portfolio, level), change.Reason, cancellation);
        if (change.To <= change.From)
            return;
        await alerts.RaiseAsync(new Alert(
            string.Create(CultureInfo.InvariantCulture, $"breaker-{portfolio}-{change.Number}"), SeverityOf(change.To), Rose, portfolio,
            string.Create(CultureInfo.InvariantCulture, $"The drawdown of {change.Drawdown:0.0%} brought the breaker to level {change.To}."),
            string.Create(CultureInfo.InvariantCulture, $"peak {change.Peak:0.##} USDT"),
            string.Create(CultureInfo.InvariantCulture, $"worth {change.Value:0.##} USDT"))
        {
            About = AboutOf(portfolio, change.To),
        }, cancellation);
    }

    // The last two levels sell.
    static AlertSeverity SeverityOf(int level) => level switch { 1 => AlertSeverity.P2, 2 => AlertSeverity.P1, _ => AlertSeverity.P0 };

    static string AboutOf(string portfolio, int level) => string.Create(CultureInfo.InvariantCulture, $"breaker-{portfolio}-{level}");
}
