namespace Orchestrations.App.Prices;

/// <summary>The codes of asking for prices. Each has a page in docs/errors.</summary>
static class PriceCodes
{
    /// <summary>The market is none, or more of its history is asked for than is shown.</summary>
    public const string BadSpan = "ORC-PRICE-001";
}
