namespace Orchestrations.App.Health;

/// <summary>Codes of what the health watch reports as it happens. Those of states are with Domain/Health/HealthJudge.</summary>
public static class HealthCodes
{
    /// <summary>A timer missed occurrences.</summary>
    public const string MissedTimer = "ORC-HEALTH-010";

    /// <summary>An orchestration failed.</summary>
    public const string FailedOrchestration = "ORC-HEALTH-014";
}
