namespace Orchestrations.App.Closing;

/// <summary>The codes of closing engines. Each has a page in docs/errors.</summary>
static class ClosingCodes
{
    /// <summary>The orchestration that closes an engine failed; the next look at the portfolio closes what is left.</summary>
    public const string Failed = "ORC-CLOSING-001";

    /// <summary>The orchestration of one of its orders failed.</summary>
    public const string OrderFailed = "ORC-CLOSING-002";
}
