namespace Orchestrations.App.Ledger;

/// <summary>What comparing the journal with the balances found.</summary>
/// <param name="Entries">How many entries the journal has.</param>
/// <param name="Problems">Sentences for people about what must never be; empty when all is well.</param>
/// <param name="Overdrawn">Holdings below zero: capital was spent that was never posted as brought in.</param>
public sealed record LedgerCheck(long Entries, IReadOnlyList<string> Problems, IReadOnlyList<string> Overdrawn)
{
    /// <summary>True when every entry is there, every asset sums to zero, and the balances are those of the journal.</summary>
    public bool Balanced => Problems.Count == 0;
}
