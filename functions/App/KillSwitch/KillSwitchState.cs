namespace Orchestrations.App.KillSwitch;

/// <summary>Where the kill switch stands.</summary>
/// <param name="Active">True while entries are refused.</param>
/// <param name="Flatten">True when everything was to be sold.</param>
/// <param name="Reason">Why it was last switched, by the person or system that did.</param>
/// <param name="Since">When it was last switched, UTC; null for never.</param>
/// <param name="Switches">How often it was switched; names runs and audit records.</param>
public sealed record KillSwitchState(bool Active, bool Flatten, string Reason, DateTimeOffset? Since, int Switches)
{
    internal static KillSwitchState Never { get; } = new(false, false, "", null, 0);
}
