namespace Orchestrations.App.Risk;

/// <summary>Where the emergency stop stands.</summary>
/// <param name="Active">True while every order is refused.</param>
/// <param name="Reason">Why it was last switched, by the person who did.</param>
/// <param name="Since">When it was last switched, UTC.</param>
/// <param name="Switches">How often it was switched; names the audit records.</param>
public sealed record EmergencyStopState(bool Active, string Reason, DateTimeOffset? Since, int Switches)
{
    internal static EmergencyStopState Never { get; } = new(false, "", null, 0);
}
