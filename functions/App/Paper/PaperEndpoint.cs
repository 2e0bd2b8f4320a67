namespace Orchestrations.App.Paper;

/// <summary>What can be asked of the paper exchange; faults and rate limits are set for each.</summary>
public enum PaperEndpoint
{
    /// <summary>order/create, of spot, contracts and stops.</summary>
    Submit,

    /// <summary>order/realtime and order/history.</summary>
    FindOrder,

    /// <summary>execution/list.</summary>
    GetFills,

    /// <summary>account/wallet-balance.</summary>
    GetBalances,

    /// <summary>market/instruments-info.</summary>
    GetInstrument,

    /// <summary>market/time.</summary>
    GetTime,

    /// <summary>Not an endpoint: how long a new order stays out of the queries.</summary>
    Visibility,

    /// <summary>order/amend.</summary>
    Amend,

    /// <summary>order/cancel.</summary>
    Cancel,

    /// <summary>position/list.</summary>
    GetPositions,

    /// <summary>account/transaction-log.</summary>
    GetTransactions,
}
