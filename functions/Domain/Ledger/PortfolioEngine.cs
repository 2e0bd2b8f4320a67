namespace Orchestrations.Domain.Ledger;

/// <summary>The part of a portfolio that money works in. Each has its own accounts, so that profits are never mixed.</summary>
public enum PortfolioEngine
{
    /// <summary>Long-term holdings: DCA and rebalancing.</summary>
    Core,

    /// <summary>Trend following.</summary>
    Trend,

    /// <summary>Funding-rate cycles.</summary>
    Funding,

    /// <summary>The reserve for crashes.</summary>
    Tactical,
}
