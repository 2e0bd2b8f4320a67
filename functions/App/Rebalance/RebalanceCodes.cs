namespace Orchestrations.App.Rebalance;

/// <summary>The codes of the rebalance beside those of its parameters. Each has a page in docs/errors.</summary>
static class RebalanceCodes
{
    /// <summary>The orchestration of one of its orders failed.</summary>
    public const string OrderFailed = "ORC-REBALANCE-002";
}
