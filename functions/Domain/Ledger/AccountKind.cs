namespace Orchestrations.Domain.Ledger;

/// <summary>What an account of the ledger counts. Amounts are in units of the posting's asset.</summary>
public enum AccountKind
{
    /// <summary>What the engine owns. Plus is more.</summary>
    Holdings,

    /// <summary>
    /// The other side of trades: plus is what was given away, minus what was received. Valued at prices it is the trading result.
    /// </summary>
    Trading,

    /// <summary>What was paid in fees. Minus is a rebate.</summary>
    Fees,

    /// <summary>What settlements of contracts paid. Minus is income.</summary>
    Funding,

    /// <summary>Contracts that are open, under the name of <see cref="Perpetuals.ContractAsset"/>: plus long, minus short.</summary>
    Contracts,

    /// <summary>Where capital comes from and goes to. Minus is what was brought in.</summary>
    External,
}
