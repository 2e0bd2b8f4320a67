using System.Globalization;
using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Risk;

/// <summary>Tells people that trading was stopped, and that it goes on. Told again when a caller repeats what got no answer, once.</summary>
static class SwitchAlerts
{
    /// <param name="alerts">Takes the alert.</param>
    /// <param name="name">What was switched: kill-switch or emergency-stop.</param>
    /// <param name="code">Its code.</param>
    /// <param name="isOn">Where it stands.</param>
    /// <param name="number">Which switch it was, from 1; 0 for none.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task TellAsync(
        AlertRepository alerts, string name, string code, bool isOn, int number, string reason, CancellationToken cancellation)
    {
        if (!isOn)
            await alerts.EndAsync(name, reason, cancellation);
        else if (number > 0)
            await alerts.RaiseAsync(new Alert(
                string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), AlertSeverity.P0, code, name,
                "Trading was stopped.", null, reason) { About = name, Window = TimeSpan.Zero }, cancellation);
    }
}
