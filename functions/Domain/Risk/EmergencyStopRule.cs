namespace Orchestrations.Domain.Risk;

/// <summary>Refuses every order while a person has the emergency stop on (ORC-RISK-001).</summary>
public sealed class EmergencyStopRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "emergency-stop";

    /// <inheritdoc />
    public int Priority => 10;

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context) => context.EmergencyStop is { } reason
        ? RiskVerdict.Refuse(Name, "ORC-RISK-001", $"the emergency stop is on: {reason}", new RiskMeasure("active", "true"))
        : RiskVerdict.Allow(Name, new RiskMeasure("active", "false"));
}
