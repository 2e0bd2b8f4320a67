namespace Orchestrations.App.Ledger;

/// <summary>What comparing the journal with the balances found.</summary>
/// <param name="Entries">How many entries the journal has.</param>
/// <param name="Problems">Sentences for people; empty when all is well.</param>
public sealed record LedgerCheck(long Entries, IReadOnlyList<string> Problems)
{
    /// <summary>True when nothing was found.</summary>
    public bool Balanced => Problems.Count == 0;
}
