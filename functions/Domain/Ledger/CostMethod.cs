namespace Orchestrations.Domain.Ledger;

/// <summary>Which of the units held a sale takes.</summary>
public enum CostMethod
{
    /// <summary>The oldest first.</summary>
    Fifo,

    /// <summary>All alike, at their average cost.</summary>
    Average,
}
