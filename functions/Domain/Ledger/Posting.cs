using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Ledger;

/// <summary>One line of a journal entry.</summary>
/// <param name="Account">The account it changes.</param>
/// <param name="Amount">By how much; plus or minus, never zero.</param>
public readonly record struct Posting(Account Account, Money Amount);
