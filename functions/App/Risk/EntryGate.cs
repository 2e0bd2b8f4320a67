using Orchestrations.App.KillSwitch;
using Orchestrations.App.RiskWatch;

namespace Orchestrations.App.Risk;

/// <summary>
/// Says whether entries are allowed now at all, so that an operation does not begin what the risk rules would refuse half-way.
/// </summary>
/// <param name="breakers">The breaker.</param>
/// <param name="kill">The kill switch.</param>
/// <param name="stop">The emergency stop.</param>
public sealed class EntryGate(BreakerRepository breakers, KillSwitchRepository kill, EmergencyStop stop)
{
    /// <summary>Why entries are refused; null when they are not.</summary>
    public async Task<string?> ClosedByAsync(string portfolio, CancellationToken cancellation)
    {
        if ((await stop.GetAsync(cancellation)).Active)
            return "emergency-stop";
        if ((await kill.GetAsync(cancellation)).Active)
            return "kill-switch";
        return (await breakers.GetAsync(portfolio, cancellation)).EntriesAllowed ? null : "breaker-level";
    }
}
