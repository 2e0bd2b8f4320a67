namespace Orchestrations.Domain.Funding;

/// <summary>Why a hedge is closed.</summary>
public enum FundingExit
{
    /// <summary>It is held.</summary>
    None,

    /// <summary>The expected rate is below zero: the short would pay.</summary>
    NegativeRate,

    /// <summary>Contract and spot are as far apart as they may be, or farther.</summary>
    WideBasis,

    /// <summary>It was held as long as it may be.</summary>
    HeldLongEnough,

    /// <summary>The annualised rate fell below the stated part of the least one to enter.</summary>
    Compressed,
}
