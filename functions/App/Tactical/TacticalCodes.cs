namespace Orchestrations.App.Tactical;

/// <summary>The codes of the tactical reserve beside those of its parameters. Each has a page in docs/errors.</summary>
static class TacticalCodes
{
    /// <summary>The orchestration of one of its orders failed.</summary>
    public const string OrderFailed = "ORC-TACTICAL-002";

    /// <summary>The reserve bought.</summary>
    public const string Deployed = "ORC-TACTICAL-003";

    /// <summary>A position of the reserve was sold.</summary>
    public const string Exited = "ORC-TACTICAL-004";
}
