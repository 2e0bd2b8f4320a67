namespace Orchestrations.Engine.Replay;

/// <summary>The stable codes of the replay gate. Each has a page in docs/errors.</summary>
static class ReplayErrors
{
    public const string Unreadable = "ORC-REPLAY-001";
    public const string NonDeterministic = "ORC-REPLAY-002";
    public const string CodeGone = "ORC-REPLAY-003";
    public const string ExtraActions = "ORC-REPLAY-004";
    public const string DifferentEnd = "ORC-REPLAY-005";
    public const string NoHistories = "ORC-REPLAY-006";
    public const string BadTarget = "ORC-REPLAY-007";
}
