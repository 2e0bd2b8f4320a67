namespace Orchestrations.App.Trend;

/// <summary>The codes of the trend strategy beside those of the domain. Each has a page in docs/errors.</summary>
static class TrendCodes
{
    /// <summary>A position whose stop could not be seen at the exchange.</summary>
    public const string Unprotected = "ORC-TREND-010";
}
