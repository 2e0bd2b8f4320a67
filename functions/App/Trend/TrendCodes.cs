namespace Orchestrations.App.Trend;

/// <summary>The codes of the trend strategy beside those of the domain. Each has a page in docs/errors.</summary>
static class TrendCodes
{
    /// <summary>A position whose stop could not be seen at the exchange.</summary>
    public const string Unprotected = "ORC-TREND-010";

    /// <summary>A position was opened.</summary>
    public const string Opened = "ORC-TREND-011";

    /// <summary>A position was closed.</summary>
    public const string Closed = "ORC-TREND-012";

    /// <summary>A stop was set or moved.</summary>
    public const string StopMoved = "ORC-TREND-013";

    /// <summary>A position was closed by its stop, or by the exchange.</summary>
    public const string StopHit = "ORC-TREND-014";
}
