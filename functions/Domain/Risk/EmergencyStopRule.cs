namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses every order while a person has the emergency stop on, and every entry while the kill switch is on (ORC-RISK-001).
/// The kill switch lets ways out through: it may itself be selling.
/// </summary>
public sealed class EmergencyStopRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "emergency-stop";

    /// <inheritdoc />
    public int Priority => 10;

    /// <inheritdoc />
    public string Code => "ORC-RISK-001";

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var reason = context.EmergencyStop is { } stop ? $"the emergency stop is on: {stop}"
            : context is { KillSwitch: { } killed, IsEntry: true } ? $"the kill switch is on: {killed}"
            : null;
        return reason is null
            ? RiskVerdict.Allow(Name, new RiskMeasure("active", "false"))
            : RiskVerdict.Refuse(Name, Code, reason, new RiskMeasure("active", "true"));
    }
}
