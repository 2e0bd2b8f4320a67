namespace Orchestrations.Domain.Perpetuals;

/// <summary>Why a line of the transaction log came to be.</summary>
public enum TransactionKind
{
    /// <summary>An order was filled (TRADE).</summary>
    Trade,

    /// <summary>Funding was settled (SETTLEMENT).</summary>
    Settlement,

    /// <summary>The exchange closed the position for want of margin (LIQUIDATION; execType BustTrade).</summary>
    Liquidation,

    /// <summary>The exchange reduced the position to cover another's loss (ADL; execType AdlTrade).</summary>
    Deleverage,
}
